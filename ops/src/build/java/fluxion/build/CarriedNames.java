package fluxion.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What names in the kernels' sources mean, by the compiler's symbols. */
final class CarriedNames {
    /** A class whose name begins so stands for members of the class with the rest of the name. */
    static final String PLAIN = "Plain";
    /** Between these stand the names of classes, but for those of {@code java.lang}. */
    static final String OPEN = "«", CLOSE = "»";
    private static final String WORKERS = "fluxion.ops.simd.Workers";
    private static final String INTERRUPTION = "fluxion.ops.simd.Interruption";

    private final DocTrees trees;
    private final Elements elements;
    private final Types types;
    /** The qualified names of the kernels. */
    private final Set<String> qualified = new HashSet<>();
    private final Set<String> simple = new HashSet<>();

    CarriedNames(JavacTask task, List<CompilationUnitTree> units) {
        trees = DocTrees.instance(task);
        elements = task.getElements();
        types = task.getTypes();
        for (CompilationUnitTree unit : units) {
            simple.add(name(unit));
            qualified.add(unit.getPackageName() + "." + name(unit));
        }
    }

    /** The class of a file. */
    static String name(CompilationUnitTree unit) {
        return ((ClassTree) unit.getTypeDecls().getFirst()).getSimpleName().toString();
    }

    DocTrees trees() {
        return trees;
    }

    int start(TreePath path) {
        return (int) trees.getSourcePositions().getStartPosition(path.getCompilationUnit(), path.getLeaf());
    }

    int end(TreePath path) {
        return (int) trees.getSourcePositions().getEndPosition(path.getCompilationUnit(), path.getLeaf());
    }

    boolean isPlain(String kernel) {
        return kernel.startsWith(PLAIN) && simple.contains(kernel.substring(PLAIN.length()));
    }

    /** What a class is called in an export. */
    String exported(TypeElement type) {
        String name = type.getSimpleName().toString();
        return isPlain(name) ? name.substring(PLAIN.length()) : name;
    }

    String marked(TypeElement type) {
        return OPEN + exported(type) + CLOSE;
    }

    /** Not made by the compiler. */
    boolean isWritten(Element element) {
        return elements.getOrigin(element) == Elements.Origin.EXPLICIT;
    }

    boolean isKernel(TypeElement type) {
        return qualified.contains(type.getQualifiedName().toString());
    }

    /** The class around it that is in no other, itself perhaps; none for what no class is around but methods or nothing. */
    static Optional<TypeElement> outermost(Element element) {
        return switch (element.getKind()) {
            case MODULE, PACKAGE, LOCAL_VARIABLE, PARAMETER, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE,
                    TYPE_PARAMETER, OTHER -> Optional.empty();
            default -> {
                Element at = element;
                while (!(at.getEnclosingElement() == null || at.getEnclosingElement() instanceof PackageElement)) {
                    at = at.getEnclosingElement();
                }
                yield Optional.of(at).filter(TypeElement.class::isInstance).map(TypeElement.class::cast);
            }
        };
    }

    /** The member of an outermost class that it is, or is in. */
    static Element member(Element element) {
        Element at = element;
        while (!(at.getEnclosingElement().getEnclosingElement() instanceof PackageElement)) {
            at = at.getEnclosingElement();
        }
        return at;
    }

    /** What must stand before the name of a kernel's member elsewhere. */
    String qualifier(Element element) {
        TypeElement of = (TypeElement) element.getEnclosingElement();
        return (isKernel(of) ? "" : qualifier(of)) + marked(of) + ".";
    }

    static boolean isWorkers(TypeMirror type) {
        return type instanceof DeclaredType declared && isNamed(declared.asElement(), WORKERS);
    }

    static boolean isInterruption(Element method) {
        return isNamed(method.getEnclosingElement(), INTERRUPTION);
    }

    private static boolean isNamed(Element element, String qualified) {
        return element instanceof TypeElement type && type.getQualifiedName().contentEquals(qualified);
    }

    /** A member's name, and the types of a method's parameters, workers aside. */
    String key(Element member) {
        if (!(member instanceof ExecutableElement method)) {
            return member.getSimpleName().toString();
        }
        String name = method.getKind() == ElementKind.CONSTRUCTOR ? exported((TypeElement) method.getEnclosingElement())
                : method.getSimpleName().toString();
        return name + method.getParameters().stream().map(Element::asType).filter(type -> !isWorkers(type)).map(this::type)
                .collect(Collectors.joining(",", "(", ")"));
    }

    private String type(TypeMirror type) {
        return switch (types.erasure(type)) {
            case ArrayType array -> type(array.getComponentType()) + "[]";
            case DeclaredType declared -> declared.asElement().getSimpleName().toString();
            case TypeMirror other -> other.toString();
        };
    }
}
