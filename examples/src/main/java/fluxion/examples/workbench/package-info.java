/**
 * The workbench: a page where one types a function and sees it differentiated, evaluated and explained, served on this machine
 * alone. Begin with {@link fluxion.examples.workbench.WorkbenchServer}.
 */
package fluxion.examples.workbench;
