/** Lessons: each is a program that prints what it teaches, with the derivation. */
package fluxion.examples.teaching;
