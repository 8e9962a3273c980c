package fluxion.build;

import com.sun.source.doctree.ReferenceTree;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * What a declaration needs, by the symbols that its tree names, and its text as exported Java has it: without workers and
 * without asking whether to go on, with the names of its classes and of imported ones between marks, and with what is nested in
 * another kernel qualified.
 */
final class CarriedText extends TreePathScanner<Void, Void> {
    /** What stands instead of the source up to a place. */
    private record Edit(int end, String text) {}

    private final CarriedNames names;
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final TypeElement kernel;
    private final String source;
    private final Map<Integer, Edit> edits = new TreeMap<>();
    private final Map<String, Set<String>> needs = new TreeMap<>();
    private final Set<String> imports = new TreeSet<>();
    private final Set<String> lacks = new TreeSet<>();
    private final Set<Element> filled = new HashSet<>();

    CarriedText(CarriedNames names, TreePath kernel, String source) {
        this.names = names;
        this.trees = names.trees();
        this.unit = kernel.getCompilationUnit();
        this.kernel = (TypeElement) trees.getElement(kernel);
        this.source = source;
    }

    /** As lines of data: what it needs, and the stretch of source, unless it lacks something. */
    String lines(int from, int end) {
        StringBuilder out = new StringBuilder();
        lacks.forEach(name -> out.append("lacks ").append(name).append('\n'));
        if (lacks.isEmpty()) {
            needs.forEach((of, keys) -> out.append("needs ").append(of).append(keys.isEmpty() ? "" : " ")
                    .append(String.join(" ", keys)).append('\n'));
            imports.forEach(name -> out.append("import ").append(name).append('\n'));
            text(from, end).lines().dropWhile(String::isBlank).forEach(line -> out.append('|').append(line).append('\n'));
        }
        return out.toString();
    }

    private String text(int from, int end) {
        StringBuilder out = new StringBuilder();
        int at = from;
        for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
            if (edit.getKey() >= at && edit.getKey() < end) {
                out.append(source, at, edit.getKey()).append(edit.getValue().text);
                at = edit.getValue().end;
            }
        }
        return out.append(source, at, end).toString().stripTrailing();
    }

    /** A member of a kernel; of the kernel itself where there is no key. */
    void need(String of, String... keys) {
        needs.computeIfAbsent(of, _ -> new TreeSet<>()).addAll(List.of(keys));
    }

    /** The keys of members, by kernels. */
    Map<String, Set<String>> needs() {
        return lacks.isEmpty() ? needs : Map.of();
    }

    /** Fields that it assigns to, or to their elements. */
    Set<Element> filled() {
        return filled;
    }

    private int start(Tree below) {
        return names.start(new TreePath(getCurrentPath(), below));
    }

    private int end(Tree below) {
        return names.end(new TreePath(getCurrentPath(), below));
    }

    private void edit(int from, int end, String text) {
        edits.put(from, new Edit(end, text));
    }

    private Element element() {
        return trees.getElement(getCurrentPath());
    }

    private Element element(Tree below) {
        return trees.getElement(new TreePath(getCurrentPath(), below));
    }

    /** The comment before a declaration, in which references name kernels too. */
    void comment(TreePath path) {
        var comment = trees.getDocCommentTree(path);
        if (comment == null) {
            return;
        }
        new DocTreePathScanner<Void, Void>() {
            @Override
            public Void visitReference(ReferenceTree reference, Void none) {
                Element element = trees.getElement(getCurrentPath());
                int at = (int) trees.getSourcePositions().getStartPosition(unit, comment, reference);
                Optional.ofNullable(element).flatMap(CarriedNames::outermost).filter(names::isKernel)
                        .filter(home -> source.startsWith(home.getSimpleName().toString(), at)).ifPresent(home ->
                                edit(at, at + home.getSimpleName().length(), names.marked(home)));
                return super.visitReference(reference, none);
            }
        }.scan(new DocTreePath(path, comment), null);
    }

    /** The name of a class in its declaration or in a constructor's: the first one after the modifiers. */
    private void markDeclared(TypeElement type, Tree declaration, Tree modifiers) {
        String name = type.getSimpleName().toString();
        int at = source.indexOf(name, Math.max(start(declaration), end(modifiers)));
        edit(at, at + name.length(), names.marked(type));
    }

    @Override
    public Void visitClass(ClassTree node, Void none) {
        comment(getCurrentPath());
        markDeclared((TypeElement) element(), node, node.getModifiers());
        return super.visitClass(node, none);
    }

    @Override
    public Void visitVariable(VariableTree node, Void none) {
        comment(getCurrentPath());
        return super.visitVariable(node, none);
    }

    @Override
    public Void visitMethod(MethodTree node, Void none) {
        comment(getCurrentPath());
        Element method = element();
        if (method.getKind() == ElementKind.CONSTRUCTOR && names.isWritten(method)) {
            markDeclared((TypeElement) method.getEnclosingElement(), node, node.getModifiers());
        }
        scan(node.getModifiers(), none);
        scan(node.getReturnType(), none);
        scan(node.getTypeParameters(), none);
        scanWithoutWorkers(node.getParameters());
        scan(node.getThrows(), none);
        return scan(node.getBody(), none);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void none) {
        scan(node.getTypeArguments(), none);
        scan(node.getMethodSelect(), none);
        if (CarriedNames.outermost(element()).filter(names::isKernel).isPresent()) {
            scanWithoutWorkers(node.getArguments());
        } else {
            scan(node.getArguments(), none);
        }
        return null;
    }

    private void scanWithoutWorkers(List<? extends Tree> list) {
        for (int i = 0; i < list.size(); i++) {
            Tree tree = list.get(i);
            Element element = element(tree);
            if (!(tree instanceof VariableTree || tree instanceof IdentifierTree) || element == null
                    || !CarriedNames.isWorkers(element.asType())) {
                scan(tree, null);
            } else if (i > 0) {
                edit(end(list.get(i - 1)), end(tree), "");
            } else {
                edit(start(tree), list.size() > 1 ? start(list.get(1)) : end(tree), "");
            }
        }
    }

    @Override
    public Void visitExpressionStatement(ExpressionStatementTree node, Void none) {
        if (node.getExpression() instanceof MethodInvocationTree call
                && CarriedNames.isInterruption(trees.getElement(new TreePath(getCurrentPath(), call)))) {
            int from = source.lastIndexOf('\n', start(node)) + 1;
            int end = source.indexOf('\n', end(node)) + 1;
            boolean isAlone = source.substring(from, start(node)).isBlank() && source.substring(end(node), end).isBlank();
            edit(isAlone ? from : start(node), isAlone ? end : end(node), "");
            return null;
        }
        return super.visitExpressionStatement(node, none);
    }

    @Override
    public Void visitAssignment(AssignmentTree node, Void none) {
        TreePath path = new TreePath(getCurrentPath(), node.getVariable());
        while (path.getLeaf() instanceof ArrayAccessTree access) {
            path = new TreePath(path, access.getExpression());
        }
        Element element = trees.getElement(path);
        if (element != null && element.getKind() == ElementKind.FIELD) {
            filled.add(element);
        }
        return super.visitAssignment(node, none);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree node, Void none) {
        Element element = element();
        refer(element);
        String name = node.getIdentifier().toString();
        if (element instanceof TypeElement type && CarriedNames.outermost(type).filter(names::isKernel).isPresent()
                && source.startsWith(name, end(node) - name.length())) {
            edit(end(node) - name.length(), end(node), names.marked(type));
        }
        return super.visitMemberSelect(node, none);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree node, Void none) {
        refer(element());
        return super.visitMemberReference(node, none);
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void none) {
        String name = node.getName().toString();
        int at = start(node);
        // the compiler puts names into its tree that stand nowhere: the types of var, members of records
        if (name.equals("this") || name.equals("super") || !source.startsWith(name, at)) {
            return null;
        }
        Element element = element();
        refer(element);
        CarriedNames.outermost(element).ifPresent(home -> {
            boolean isCarried = names.isKernel(home);
            boolean isElsewhere = isCarried && !home.equals(kernel) && !element.equals(home)
                    && element.getKind() != ElementKind.ENUM_CONSTANT;
            String before = isElsewhere ? names.qualifier(element) : "";
            if (element instanceof TypeElement type
                    && (isCarried || !type.getQualifiedName().contentEquals("java.lang." + name))) {
                edit(at, at + name.length(), before + names.marked(type));
                if (!isCarried) {
                    imports.add(type.getQualifiedName().toString());
                }
            } else {
                edit(at, at, before);
            }
        });
        return null;
    }

    private void refer(Element element) {
        if (element.getKind() == ElementKind.PARAMETER && CarriedNames.isWorkers(element.asType())) {
            lacks.add(element.asType().toString());
        }
        CarriedNames.outermost(element).ifPresent(home -> {
            if (names.isKernel(home)) {
                String[] keys = element.equals(home) ? new String[0] : new String[] {names.key(CarriedNames.member(element))};
                need(names.exported(home), keys);
            } else if (!home.getQualifiedName().toString().startsWith("java.")) {
                lacks.add(home.getQualifiedName().toString());
            }
        });
    }
}
