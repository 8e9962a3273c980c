/**
 * Makes one site of the guide, of the pages of verbs and operations, and of the Javadoc. {@link fluxion.site.Site} is the
 * program; a {@link fluxion.site.Chapter} is one page of Markdown; {@link fluxion.site.SiteLinks} says where its links lead;
 * {@link fluxion.site.SourceHighlighter} colours programs; {@link fluxion.site.ApiDocs} runs the JDK's own javadoc.
 */
package fluxion.site;
