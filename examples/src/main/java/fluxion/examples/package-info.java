/**
 * What the library is for: one program with a {@code main} an idea. Begin with {@link fluxion.examples.Tour}: it goes from a
 * derivative one can read to a network trained on real images ({@link fluxion.examples.FashionMnist}).
 * {@link fluxion.examples.PerSampleGradients}, {@link fluxion.examples.JacobiansAndHessians} and
 * {@link fluxion.examples.RidgeRegression} show one subject each, {@link fluxion.examples.FromTableToModel} goes from a CSV file
 * to a saved model and a picture; lessons are in {@code teaching},
 * the tutorials of torch.func in {@code tutorials}.
 *
 * <p>Programs use what a user can: the front door and its packages, nothing of {@code ops} or {@code transforms}. There is
 * no library code here.
 */
package fluxion.examples;
