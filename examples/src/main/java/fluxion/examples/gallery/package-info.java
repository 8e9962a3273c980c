/**
 * Programs from research and practice, each a screenful or two, that reads like the mathematics it is about and arrives at
 * numbers that a paper or a textbook prints. Each has a {@code main}, which says what it finds and draws a figure; what it
 * computes is in methods with sizes as parameters, which the tests call with small ones. Begin with {@link
 * fluxion.examples.gallery.RobotArm}.
 */
package fluxion.examples.gallery;
