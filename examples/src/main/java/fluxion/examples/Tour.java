package fluxion.examples;
public final class Tour { private Tour() {} public static void main(String[] a) { IO.println(Runtime.version() + " " + ModuleLayer.boot().findModule("jdk.incubator.vector")); } }
