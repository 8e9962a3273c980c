// What most sessions and programs load: `archive` runs it and keeps the classes.
record Line(Expr slope, Expr offset) {}
var f = fn(x -> sin(x).times(exp(x)).div(x.square().plus(1)));
IO.println(grad(grad(f)));
IO.println(grad(f).at(2.0));
IO.println(f.on(f64()));
var loss = fn((Line line, Expr x, Expr y) -> mean(line.slope().times(x).plus(line.offset()).minus(y).square()));
IO.println(grad(loss).apply(new Line(scalar(2.0), scalar(0.0)), vector(0.0, 1.0, 2.0), vector(1.0, 3.0, 5.0)));
var each = vmap(grad(fn((Expr x, Expr y) -> tanh(x).times(y).sum())));
IO.println(each.apply(eval(normal(key(1), f64(8, 4))), eval(normal(key(2), f64(8, 4)))));
var second = hessian(fn((Expr v) -> sum(sin(v))));
IO.println(second.apply(vector(0.0, 1.0)));
IO.println(second);
var net = fn((Expr w, Expr x) -> sum(tanh(x.matmul(w))));
IO.println(valueAndGrad(net).apply(eval(normal(key(1), f32(4, 3))), eval(normal(key(2), f32(8, 4)))));
IO.println(net);
IO.println(MathText.of(grad(net).on(f64(4, 3), f64(8, 4))));
IO.println(vmap(f).apply(vector(0.0, 1.0)).get("::-1"));
IO.println(explain(grad(fn(x -> x.times(sin(x))))));
IO.println(parse("(x: f64[3], A: f64[2,3], b: f64[2]) ↦ ‖A·x − b‖²"));
/exit
