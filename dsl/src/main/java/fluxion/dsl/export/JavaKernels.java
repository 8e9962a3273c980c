package fluxion.dsl.export;

import fluxion.dsl.export.KernelData.Member;
import fluxion.dsl.export.KernelData.Need;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The interpreter's own kernels in generated source: of each class those members that are needed, nested in the generated
 * class. What a member says and what it needs was written down when Fluxion was built ({@link KernelData}).
 */
final class JavaKernels {
    private final String className;
    private final Map<String, Set<Member>> included = new TreeMap<>();

    JavaKernels(String className) {
        this.className = className;
    }

    /** Names that generated variables must not have. */
    static boolean isReserved(String name) {
        return KernelData.has(name);
    }

    /** Includes the methods of that name with so many parameters, and what they need; how they are called. */
    String call(String kernel, String method, int parameters) {
        Seq<Member> methods = KernelData.of(kernel).members().filter(member -> member.isMethod(method, parameters));
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("no " + method + " of " + parameters + " parameters in " + kernel);
        }
        methods.forEach(member -> include(kernel, member.keys().head()));
        return name(kernel) + "." + method;
    }

    /** The name of a nested class as a type, included. */
    String type(String kernel, String nested) {
        include(kernel, nested);
        return name(kernel) + "." + name(nested);
    }

    /** Nothing in a class may have its name. */
    private String name(String type) {
        return type.equals(className) ? type + "Kernel" : type;
    }

    private void include(String kernel, String key) {
        Deque<Need> open = new ArrayDeque<>();
        open.push(new Need(kernel, key));
        while (!open.isEmpty()) {
            Need need = open.pop();
            KernelData of = KernelData.of(need.kernel());
            if (!included.containsKey(need.kernel())) {
                included.put(need.kernel(), new LinkedHashSet<>());
                of.itself().needs().forEach(open::push);
            }
            if (need.key().isEmpty()) {
                continue;
            }
            Member member = of.member(need.key());
            if (!member.lacks().isEmpty()) {
                throw new IllegalArgumentException(need.kernel() + "." + need.key() + " cannot be exported, as it needs "
                        + member.lacks().mkString(", "));
            }
            if (included.get(need.kernel()).add(member)) {
                member.needs().forEach(open::push);
            }
        }
    }

    /** Classes of the platform that the included members import; but for one with the name of the generated class. */
    Seq<String> imports() {
        return imported().reject(this::isHidden);
    }

    private Seq<String> imported() {
        return Array.ofAll(included.values()).flatMap(members -> members).flatMap(Member::imports).distinct();
    }

    private boolean isHidden(String qualified) {
        return qualified.endsWith("." + className);
    }

    /** The nested classes. */
    String source() {
        StringBuilder out = new StringBuilder();
        included.forEach((kernel, chosen) -> {
            KernelData of = KernelData.of(kernel);
            out.append('\n').append(of.itself().text()).append("private static final class ").append(name(kernel)).append(" {\n")
                    .append(of.members().filter(chosen::contains).map(Member::text).mkString("\n")).append("}\n");
        });
        String other = imported().find(this::isHidden).getOrElse(className + "Kernel");
        return out.toString().replace("«" + className + "»", other).replace("«", "").replace("»", "").lines()
                .map(line -> (line.isEmpty() ? "" : "    ") + line + "\n").collect(Collectors.joining());
    }
}
