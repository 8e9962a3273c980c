package fluxion.build;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * A class of kernels as exported Java has it.
 *
 * @param name what it is called there
 * @param lines what it needs itself, and its comment
 * @param members in the order of the source
 */
record CarriedKernel(String name, String lines, List<Member> members) {
    /**
     * One of its members; fields that are declared together are one.
     *
     * @param keys its key, which tells it from the others; of fields, their names
     * @param needs keys of members, by kernels
     * @param lines what it needs, and its text
     */
    record Member(List<String> keys, boolean isConstructor, Map<String, Set<String>> needs, String lines) {
        String text() {
            return "member " + String.join(" ", keys) + "\n" + lines;
        }
    }

    /** A member in the making: its trees, and where its text begins and ends in the source. */
    private record Declaration(List<TreePath> paths, int from, int end, CarriedText text) {
        List<Element> elements(CarriedNames names) {
            return paths.stream().map(names.trees()::getElement).toList();
        }

        boolean isInitializer() {
            return paths.getFirst().getLeaf() instanceof BlockTree;
        }

        /** An initializer is known by the fields that it fills. */
        List<String> keys(CarriedNames names) {
            return isInitializer() ? List.of(text.filled().stream().map(names::key).sorted().toList().toString().replace(" ", ""))
                    : elements(names).stream().map(names::key).toList();
        }

        Member member(CarriedNames names) {
            return new Member(keys(names), !isInitializer() && elements(names).getFirst().getKind() == ElementKind.CONSTRUCTOR,
                    text.needs(), text.lines(from, end));
        }
    }

    static CarriedKernel of(CarriedNames names, CompilationUnitTree unit) throws IOException {
        String source = unit.getSourceFile().getCharContent(true).toString();
        if (source.contains(CarriedNames.OPEN) || source.contains(CarriedNames.CLOSE)) {
            throw new IllegalArgumentException(unit.getSourceFile().getName() + ": guillemets mark names in the data");
        }
        TreePath path = new TreePath(new TreePath(unit), unit.getTypeDecls().getFirst());
        TypeElement type = (TypeElement) names.trees().getElement(path);
        String name = names.exported(type);
        List<Declaration> declarations = declarations(names, path, source);
        declarations.forEach(d -> d.paths.forEach(p -> d.text.scan(p, null)));
        for (Declaration initializer : declarations.stream().filter(Declaration::isInitializer).toList()) {
            declarations.stream().filter(d -> !d.isInitializer())
                    .filter(d -> d.elements(names).stream().anyMatch(initializer.text.filled()::contains))
                    .forEach(d -> d.text.need(name, initializer.keys(names).getFirst()));
        }
        List<Member> members = declarations.stream().map(d -> d.member(names)).toList();
        CarriedText head = new CarriedText(names, path, source);
        head.comment(path);
        members.stream().filter(Member::isConstructor).forEach(m -> head.need(name, m.keys.getFirst()));
        int line = source.lastIndexOf('\n', names.start(path)) + 1;
        int comment = source.substring(0, line).lastIndexOf("/**");
        return new CarriedKernel(name, head.lines(comment < 0 ? line : comment, line), members);
    }

    /** Members with what stands before them since the member before; fields that are declared together begin together. */
    private static List<Declaration> declarations(CarriedNames names, TreePath path, String source) {
        List<Declaration> found = new ArrayList<>();
        int start = -1;
        int last = source.indexOf('{', names.start(path)) + 1;
        for (Tree tree : ((ClassTree) path.getLeaf()).getMembers()) {
            TreePath member = new TreePath(path, tree);
            if (!(tree instanceof BlockTree || names.isWritten(names.trees().getElement(member)))) {
                continue;
            }
            int end = names.end(member);
            if (names.start(member) == start) {
                Declaration before = found.removeLast();
                List<TreePath> together = Stream.concat(before.paths.stream(), Stream.of(member)).toList();
                found.add(new Declaration(together, before.from, end, before.text));
            } else {
                found.add(new Declaration(List.of(member), last, end, new CarriedText(names, path, source)));
            }
            start = names.start(member);
            last = end;
        }
        return found;
    }

    Set<String> keys() {
        return members.stream().flatMap(member -> member.keys.stream()).collect(Collectors.toSet());
    }

    /** With members of another in place of its own. */
    CarriedKernel with(CarriedKernel plain) {
        Set<String> keys = plain.keys();
        return new CarriedKernel(name, lines, Stream.concat(
                members.stream().filter(m -> m.isConstructor || !keys.containsAll(m.keys)),
                plain.members.stream().filter(m -> !m.isConstructor)).toList());
    }

    String text() {
        StringBuilder out = new StringBuilder("kernel ").append(name).append('\n').append(lines);
        members.forEach(member -> out.append(member.text()));
        return out.toString();
    }
}
