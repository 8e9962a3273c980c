/**
 * Formulas read from text, Unicode or ASCII: what {@link fluxion.core.print.MathText} prints, and what one types.
 *
 * <pre>{@code
 * formula  = [ header ("↦" | "->") ] results [ "where" name "=" expr { name "=" expr } ]    definitions on lines of their own
 * header   = name [":" type] | "(" name [":" type] { "," name [":" type] } ")"           type: f64, f32[3], i32[2,3], bool
 * results  = expr | "(" expr "," expr { "," expr } ")"
 * expr     = xor { ("∨" | "or") xor }
 * xor      = and { ("⊕" | "xor") and }
 * and      = relation { ("∧" | "and") relation }
 * relation = sum [ ("=" | "==" | "≠" | "!=" | "<" | "≤" | "<=" | ">" | "≥" | ">=") sum ]
 * sum      = ["−" | "-"] modulo { ("+" | "−" | "-") modulo }
 * modulo   = big { "mod" big }
 * big      = ("Σ" | "Π") big | product                                                   Σ takes the whole product
 * product  = prefix { ("·" | "*" | "⊙" | "@" | "/") prefix }
 * prefix   = ("−" | "-" | "¬" | "not") prefix | ("√" | "∛") postfix | power
 * power    = postfix [ ("^" prefix) | superscript ]
 * postfix  = atom { "ᵀ" | ".T" | "[" position { "," position } "]" }                      position: expr, a:b, a:b:c, :, ∗
 * atom     = number | name | name "(" arguments ")" | "(" expr ")" | "|" expr "|" | "‖" expr "‖" | "⌊" expr "⌋" | "⌈" expr "⌉"
 *          | "⟨" expr "," expr "⟩" | "[" expr { "," expr } "]" | "{" expr "if" expr { ";" expr "if" expr } ";" expr "otherwise" "}"
 * }</pre>
 *
 * <p>{@code ·} is the product of numbers, of a number with anything, and of matrices and vectors; vectors are columns, so
 * {@code xᵀ·y} is a number and {@code x·yᵀ} a matrix; numbers in a row of matrices multiply the result. {@code @} is the
 * matrix product, {@code ⊙} and {@code *} multiply element by element. {@code [p]} is 1 where the condition p holds and 0
 * elsewhere, {@code [1, 2]} a vector. Functions take axes by name: {@code sum(x, axis 1)}.
 */
package fluxion.core.parse;
