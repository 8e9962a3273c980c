/**
 * Formulas read from text, Unicode or ASCII: what {@link fluxion.core.print.MathText} prints, and what one types.
 *
 * <pre>{@code
 * formula  = [ header ("↦" | "->") | name "(" name { "," name } ")" "=" | "lambda" name { "," name } ":" ] body
 * header   = name [":" type] | "(" [ name [":" type] { "," name [":" type] } ] ")"       type: f64, f32[3], i32[2,3], bool
 * body     = results [ "where" definition { definition } ]                               one a line, or with commas
 * results  = expr | "(" [ expr "," expr { "," expr } ] ")"
 * definition = name "=" ( expr | function { "with" name (function | number | name | string) } )
 * function = header ("↦" | "->") ( results | "(" body ")" )                              "with" gives a rule, see below
 * expr     = xor { ("∨" | "or") xor }
 * xor      = and { ("⊕" | "xor") and }
 * and      = relation { ("∧" | "and") relation }
 * relation = sum [ ("=" | "==" | "≠" | "!=" | "<" | "≤" | "<=" | ">" | "≥" | ">=") sum ]
 * choice   = expr [ "if" expr "else" choice ]                               results, arguments and parentheses hold choices
 * sum      = ["−" | "-" | "+"] modulo { ("+" | "−" | "-") modulo }
 * modulo   = big { ("mod" | "%") big }
 * big      = ("Σ" | "Π") big | product                                                   Σ takes the whole product
 * product  = prefix { [ "·" | "*" | "⊙" | "@" | "/" | "//" ] prefix }      no sign where it says the same to all, see below
 * prefix   = ("−" | "-" | "¬" | "not") prefix | ("√" | "∛") postfix | power
 * power    = postfix [ ("^" | "**") (["∘"] prefix | "+" | "T") | superscript ]
 *                                        of square matrices A⁻¹ is the inverse, A² is A·A, A^∘2 has the squares of the
 *                                        elements; A^+ is the pseudo-inverse
 * postfix  = atom { "ᵀ" | ".T" | "'" | "!" | "[" position { "," position } "]"
 *          | "." number }                                                       position: expr, a:b, a:b:c, :, ∗
 * atom     = number | name | name "(" arguments ")" | function [ power of it ] operand | derivative | "(" expr ")"
 *          | "|" expr "|" | "‖" expr "‖" | "⌊" expr "⌋" | "⌈" expr "⌉"
 *          | "⟨" expr "," expr "⟩" | "[" row { ";" row } "]", row = expr { "," expr }
 *          | "{" expr "if" expr { ";" expr "if" expr } ";" expr "otherwise" "}"
 *          | "(" indexed ")" indices | indexed                                           (Σⱼ Aᵢⱼ·Bⱼₖₗ)ᵢₖₗ
 * indexed  = [ "Σ" indices ] factor { "·" factor }                                       factor: Aᵢⱼ, (A + B)ᵢⱼ, δᵢⱼ, I₃ᵢⱼ
 * arguments = [ argument { "," argument } ] [ ";" parameter { "," parameter } ]
 * argument = expr | function | string | option [ number { "," number } ]                 sum(X, axes 0, 2), cumsum(x, reverse)
 * parameter = name [ "=" (number | "[" number { "," number } "]" | name | string) ]      pad(x, 0; low=[1], high=[0])
 * }</pre>
 *
 * <p>{@code ·} is the product of numbers, of a number with anything, and of matrices and vectors; vectors are columns, so
 * {@code xᵀ·y} is a number and {@code x·yᵀ} a matrix; numbers in a row of matrices multiply the result. {@code @} is the
 * matrix product, {@code ⊙} and {@code *} multiply element by element. {@code [p]} is 1 where the condition p holds and 0
 * elsewhere, {@code [1, 2]} a vector. Functions take axes by name: {@code sum(x, axis 1)}.
 *
 * <p>What a reduction took axes from is repeated along just these where it meets the whole, {@code X − mean(X, axis 1)};
 * otherwise axes are aligned from the last ({@link fluxion.core.print.Repetition}). {@code ∗} is an axis of length one.
 * Numbers, {@code I₃}, {@code ones[3]}, {@code [p]} and the like have the dtype of what they meet, by themselves f64.
 * {@code δᵢⱼ} is an identity as long as other factors say. {@code svd(A).0} is the first of several results.
 *
 * <p>Factors stand side by side where that can mean one thing only: {@code 2x}, {@code 3 sin x}, {@code 2πr}, {@code (x + 1)(x
 * − 1)},
 * {@code x y} of single letters, {@code Ax} of names that are known. A function of one number needs no parentheses
 * around numbers and one factor, {@code sin 2x}; {@code sin² x} is the square of {@code sin x}. What people read in two ways is
 * refused with both, {@code 1/2x}, {@code e^2x}, {@code sin x/2}, {@code sin⁻¹(x)}, {@code √2x}, {@code y = x²}. {@code e} is
 * Euler's
 * number and {@code A^T} a matrix transposed as long as nothing else has these names. Names of Python's modules
 * ({@code np.sin}), of calculators ({@code lg}, {@code tg}) and the commands of LaTeX ({@code \frac{1}{2}}, {@code
 * \begin{cases}})
 * are read as well. {@code d/dx(…)}, {@code ∂²/∂x∂y(…)}, {@code ∇_x(…)} and {@code f′(x)} are read where a
 * {@link fluxion.core.parse.Calculus} takes derivatives. {@code Σ_{k=0}^{5} xᵏ/k!} has its terms written out,
 * {@code Σ_{i=1}^n xᵢ·yᵢ} is a sum over an axis; there are no integrals and limits.
 *
 * <p>Control flow has its functions first, then its operands: {@code scan(step, carry, xs; length=3, carries=1)},
 * {@code while(condition, step, state)}, {@code cond(no, yes, p, x)}; operands that stay the same come before the others,
 * {@code consts=1}. A function behind {@code where} is a step by its name where it is called, {@code f(x)}; its rules are
 * {@code with derivative}, {@code with pullback}, {@code with constants 1 with transpose},
 * {@code with constants 1 with map with transpose}, {@code with keeping everything}, {@code nothing}, {@code products} or
 * names in quotation marks.
 *
 * <p>{@link fluxion.core.print.MathText} and this package are inverse: what is read has the same values, and prints the
 * same. Not in the text, and refused at their places, are the elements of constants of more than six ({@code f64[3,4]}: put
 * a name in its place), and which operands of branches and loops have a value for each lane of {@code vmap}; nor can a
 * linear function be read of which there is only the transpose. Conversions that lose nothing but digits are left out.
 *
 * <p>Knows expressions, their verbs and how they are printed; evaluates nothing. Begin with
 * {@link fluxion.core.parse.Formula}, then {@code Operators}; the names of functions are in {@code Functions} and
 * {@code Operations}.
 */
package fluxion.core.parse;
