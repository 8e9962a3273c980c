package fluxion.build;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;

/**
 * Reads a scalar function and writes the body of its vector loop. What a function may be made of:
 *
 * <ul>
 * <li>locals of type double, float, long, int and boolean, assigned as often as one likes; compile-time constants;
 * <li>{@code + - * /} of floats, {@code + - * & | ^ << >> >>>} of integers (shifts by constants), comparisons, {@code & | ^ !}
 *     and {@code && ||} of booleans, {@code c ? a : b} (both sides are computed), casts between float and double;
 * <li>{@code Math.fma}, {@code abs}, {@code sqrt}, {@code min}, {@code max}, {@code copySign}, and the bits of a number by
 *     {@code doubleToRawLongBits} and its kin;
 * <li>calls of other such functions, whose bodies are copied in; an operation already done on the same operands is not repeated,
 *     so two functions may share their beginnings;
 * <li>the rare way out: {@code if (condition) return anything;}, anywhere at the top level of a body. Where the condition holds
 *     for an element, its whole group is done by the scalar function.
 * </ul>
 *
 * All of these are exactly specified by Java, on numbers and on lanes alike. What stays open is which NaN is returned.
 */
final class Translation {
    /** A method with its file. */
    record Source(CompilationUnitTree unit, MethodTree method) {}

    /** The vector code: its statements, and the name of the result. */
    record Body(List<String> statements, String result, boolean wide) {}

    private final Trees trees;
    private final Map<Element, Source> methods;
    private Emitter emitter;
    private CompilationUnitTree unit;

    Translation(Trees trees, Map<Element, Source> methods) {
        this.trees = trees;
        this.methods = methods;
    }

    Body of(Source source) {
        boolean wide = isWide(source);
        emitter = new Emitter(wide);
        Map<String, Emitter.Value> parameters = new HashMap<>();
        for (VariableTree parameter : source.method.getParameters()) {
            String name = parameter.getName().toString();
            Lane lane = Lane.of(parameter.getType().toString());
            parameters.put(name, emitter.parameter(name, lane));
        }
        Emitter.Value result = inline(source, parameters);
        return new Body(emitter.statements(), emitter.readable(emitter.vector(result)), wide);
    }

    /** Whether any double or long occurs: then a vector has as many lanes as it holds doubles. */
    private boolean isWide(Source source) {
        boolean[] wide = {false};
        scan(source, new java.util.HashSet<>(), wide);
        return wide[0];
    }

    private void scan(Source source, java.util.Set<Source> seen, boolean[] wide) {
        if (!seen.add(source)) {
            return;
        }
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree node, Void none) {
                wide[0] |= node.getType() != null && Lane.of(node.getType().toString()).isWide();
                return super.visitVariable(node, none);
            }

            @Override
            public Void visitTypeCast(TypeCastTree node, Void none) {
                wide[0] |= Lane.of(node.getType().toString()).isWide();
                return super.visitTypeCast(node, none);
            }

            @Override
            public Void visitIf(IfTree node, Void none) {
                return scan(node.getCondition(), none);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree node, Void none) {
                Source called = methods.get(trees.getElement(TreePath.getPath(source.unit, node.getMethodSelect())));
                if (called != null) {
                    Translation.this.scan(called, seen, wide);
                }
                return super.visitMethodInvocation(node, none);
            }
        }.scan(source.method, null);
    }

    private Emitter.Value inline(Source source, Map<String, Emitter.Value> locals) {
        CompilationUnitTree before = unit;
        unit = source.unit;
        Emitter.Value result = body(source.method.getBody(), locals);
        unit = before;
        return result;
    }

    private Emitter.Value body(BlockTree block, Map<String, Emitter.Value> locals) {
        for (StatementTree statement : block.getStatements()) {
            switch (statement) {
                case VariableTree local -> {
                    String name = local.getName().toString();
                    Lane lane = lane(local);
                    locals.put(name, emitter.named(name, emitter.converted(value(local.getInitializer(), locals), lane)));
                }
                case ExpressionStatementTree s -> assign(s.getExpression(), locals);
                case IfTree rare when isReturn(rare.getThenStatement()) && rare.getElseStatement() == null ->
                        emitter.wayOut(value(rare.getCondition(), locals));
                case ReturnTree end -> {
                    return value(end.getExpression(), locals);
                }
                default -> throw refused(statement);
            }
        }
        throw refused(block);
    }

    private void assign(ExpressionTree e, Map<String, Emitter.Value> locals) {
        switch (e) {
            case AssignmentTree a -> {
                String name = a.getVariable().toString();
                locals.put(name, emitter.named(name, emitter.converted(value(a.getExpression(), locals), lane(a.getVariable()))));
            }
            case CompoundAssignmentTree a -> {
                String name = a.getVariable().toString();
                Lane lane = lane(a.getVariable());
                Emitter.Value right = emitter.converted(value(a.getExpression(), locals), lane);
                Emitter.Value result = emitter.binary(Emitter.operator(a.getKind()), locals.get(name), right, lane);
                locals.put(name, emitter.named(name, result));
            }
            default -> throw refused(e);
        }
    }

    private static boolean isReturn(StatementTree statement) {
        return statement instanceof ReturnTree
                || statement instanceof BlockTree block && block.getStatements().size() == 1
                && block.getStatements().getFirst() instanceof ReturnTree;
    }

    private Emitter.Value value(ExpressionTree e, Map<String, Emitter.Value> locals) {
        return switch (e) {
            case ParenthesizedTree p -> value(p.getExpression(), locals);
            case LiteralTree literal -> emitter.constant(literal.getValue());
            case IdentifierTree name when locals.containsKey(name.getName().toString()) -> locals.get(name.getName().toString());
            case IdentifierTree name -> constant(name);
            case MemberSelectTree name -> constant(name);
            case UnaryTree unary -> unary(unary, locals);
            case BinaryTree binary -> {
                String operator = Emitter.operator(binary.getKind());
                Emitter.Value left = value(binary.getLeftOperand(), locals);
                Emitter.Value right = value(binary.getRightOperand(), locals);
                Lane lane = Emitter.isShift(operator) ? left.lane() : Emitter.common(left.lane(), right.lane());
                yield Emitter.isShift(operator) ? emitter.binary(operator, left, right, lane)
                        : emitter.binary(operator, emitter.converted(left, lane), emitter.converted(right, lane), lane);
            }
            case ConditionalExpressionTree choice -> {
                Lane lane = lane(choice);
                Emitter.Value yes = emitter.converted(value(choice.getTrueExpression(), locals), lane);
                Emitter.Value no = emitter.converted(value(choice.getFalseExpression(), locals), lane);
                yield emitter.choice(value(choice.getCondition(), locals), yes, no, lane);
            }
            case TypeCastTree cast when isRootOfFloat(cast) -> {
                ExpressionTree x = ((MethodInvocationTree) cast.getExpression()).getArguments().getFirst();
                yield emitter.method("sqrt", "(float) Math.sqrt", value(x, locals));
            }
            case TypeCastTree cast -> emitter.converted(value(cast.getExpression(), locals), lane(cast));
            case MethodInvocationTree call -> call(call, locals);
            default -> throw refused(e);
        };
    }

    /** The root of a float in doubles, rounded, is the float's own root. */
    private boolean isRootOfFloat(TypeCastTree cast) {
        return lane(cast) == Lane.FLOAT && cast.getExpression() instanceof MethodInvocationTree call
                && call.getMethodSelect().toString().equals("Math.sqrt") && lane(call.getArguments().getFirst()) == Lane.FLOAT;
    }

    private Emitter.Value unary(UnaryTree e, Map<String, Emitter.Value> locals) {
        Emitter.Value x = value(e.getExpression(), locals);
        return switch (e.getKind()) {
            case UNARY_MINUS -> emitter.method("neg", "-", x);
            case LOGICAL_COMPLEMENT -> emitter.method("not", "!", x);
            case BITWISE_COMPLEMENT -> emitter.method("not", "~", x);
            case UNARY_PLUS -> x;
            default -> throw refused(e);
        };
    }

    private Emitter.Value call(MethodInvocationTree e, Map<String, Emitter.Value> locals) {
        Element called = trees.getElement(path(e.getMethodSelect()));
        Source source = methods.get(called);
        List<Emitter.Value> operands = e.getArguments().stream().map(a -> value(a, locals)).toList();
        if (source != null) {
            Map<String, Emitter.Value> parameters = new HashMap<>();
            for (int i = 0; i < operands.size(); i++) {
                VariableTree parameter = source.method.getParameters().get(i);
                Lane lane = Lane.of(parameter.getType().toString());
                parameters.put(parameter.getName().toString(), emitter.converted(operands.get(i), lane));
            }
            return emitter.converted(inline(source, parameters), lane(e));
        }
        Lane lane = lane(e);
        String name = e.getMethodSelect().toString();
        List<Emitter.Value> x = name.startsWith("Math.") ? operands.stream().map(o -> emitter.converted(o, lane)).toList()
                : operands;
        return switch (name) {
            case "Math.fma" -> emitter.fma(x, lane);
            case "Math.abs" -> emitter.method("abs", name, x.getFirst());
            case "Math.sqrt" -> emitter.method("sqrt", name, x.getFirst());
            case "Math.min", "Math.max" -> emitter.two(called.getSimpleName().toString(), x.get(0), x.get(1), lane);
            case "Math.copySign" -> emitter.copySign(x.get(0), x.get(1), lane);
            case "Double.doubleToRawLongBits", "Float.floatToRawIntBits", "Double.longBitsToDouble", "Float.intBitsToFloat" ->
                    emitter.reinterpreted(x.getFirst(), lane, name);
            default -> throw refused(e);
        };
    }

    private Emitter.Value constant(ExpressionTree name) {
        Object value = trees.getElement(path(name)) instanceof VariableElement v ? v.getConstantValue() : null;
        if (value == null) {
            throw refused(name);
        }
        return emitter.constant(value);
    }

    private Lane lane(Tree e) {
        return Lane.of(trees.getTypeMirror(path(e)).toString());
    }

    private TreePath path(Tree e) {
        return TreePath.getPath(unit, e);
    }

    private IllegalArgumentException refused(Tree e) {
        long line = unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, e));
        String text = e.toString().lines().findFirst().orElse("");
        return new IllegalArgumentException(unit.getSourceFile().getName() + ":" + line + ": no vector form of " + text);
    }
}
