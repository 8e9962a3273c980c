package fluxion.core.parse;

import fluxion.core.Expr;

/** Reads positions in brackets, {@code [1, 2:4, i, ∗]}. */
record Brackets(TokenStream words, Operators operators) {
    /** The elements at the positions that follow. */
    Expr of(Token at, Expr x) {
        Positions positions = new Positions(x);
        do {
            Token here = words.peek();
            if (words.take("∗") || words.take("*")) {
                positions.add();
            } else if (words.take(":")) {
                range(positions, 0);
            } else {
                Value position = operators.expression();
                if (!(position instanceof Value.Number(double n) && n == (int) n)) {
                    words.run(here, () -> positions.take(position.positions()));
                } else if (words.take(":")) {
                    range(positions, (int) n);
                } else {
                    words.run(here, () -> positions.pick((int) n));
                }
            }
        } while (words.take(","));
        words.expect("]");
        return words.meaning(at, positions::result);
    }

    private void range(Positions positions, int start) {
        Token at = words.peek();
        boolean open = at.is("]") || at.is(",") || at.is(":");
        int stop = open ? Integer.MAX_VALUE : words.whole();
        int step = words.take(":") ? words.whole() : 1;
        words.run(at, () -> positions.range(start, stop, step));
    }
}
