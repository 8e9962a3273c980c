/** Functions for other programs: Java source without dependencies, JSON in and out, ONNX. */
package fluxion.dsl.export;
