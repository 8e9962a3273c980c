package fluxion.bench;

import static fluxion.bench.Input.formula;
import static fluxion.bench.Input.labels;
import static fluxion.bench.Input.uniform;
import static fluxion.bench.Input.zeros;
import static fluxion.dsl.Fluxion.*;

import fluxion.bench.Models.Cnn;
import fluxion.bench.Models.Mlp2;
import fluxion.bench.Models.Mlp3;
import fluxion.bench.Models.Mlp5;
import fluxion.bench.Models.NtkCnn;
import fluxion.bench.Models.SmallCnn;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.Fun3;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The benchmark cases, written as a user would. */
final class Cases {
    static final double UNIT_VARIANCE = Math.sqrt(3.0);

    private Cases() {}

    static Seq<Case> all() {
        return whirlwind().appendAll(perSample()).appendAll(ensemble()).append(maml()).appendAll(jacobians()).appendAll(hessians())
                .appendAll(rosenbrock()).appendAll(ntk()).append(lennardJones()).append(dpSgd())
                .appendAll(kernels()).appendAll(SequenceCases.softmaxAttention())
                .appendAll(MatrixCases.all()).append(SequenceCases.scanRnn()).appendAll(machinery()).append(ProbabilityCases.mixture())
                .appendAll(programs());
    }

    /** Of kinds of programs that users run; by other libraries they are in {@code src/main/python}. */
    static Seq<Case> programs() {
        return Array.of(SequenceCases.transformerBlock(), SequenceCases.gru(), ProbabilityCases.gaussianProcess(),
                DynamicsCases.neuralOde(), ProbabilityCases.kalmanFilter());
    }

    /** A trivial use of the library, so that its own start is not part of a first call. */
    static void smallest() {
        vmap(hessian(fn(x -> x.sin()))).apply(Tensor.of(new double[] {0.0}));
    }

    static Seq<Tensor> tensors(Object... leaves) {
        return Array.of(leaves).map(Tensor.class::cast);
    }

    static Seq<Input> linear(String index, int in, int out, int... lead) {
        double bound = 1 / Math.sqrt(in);
        return Array.of(uniform("w" + index, bound, dims(lead, out, in)), uniform("b" + index, bound, dims(lead, out)));
    }

    private static Seq<Input> conv(String index, int in, int out) {
        double bound = 1 / Math.sqrt(in * 9);
        return Array.of(uniform("conv" + index + "_w", bound, out, in, 3, 3), uniform("conv" + index + "_b", bound, out));
    }

    private static int[] dims(int[] lead, int... rest) {
        return java.util.stream.IntStream.concat(java.util.Arrays.stream(lead), java.util.Arrays.stream(rest)).toArray();
    }

    static Seq<String> names(String prefix, Seq<Input> inputs) {
        return inputs.map(input -> prefix + input.name());
    }

    // ---- functorch tutorials and examples

    private static Seq<Case> whirlwind() {
        Seq<Input> x = Array.of(uniform("x", 1.0));
        Seq<Case> scalars = Array.of(
                Case.f32("whirlwind/grad_sin", x, Array.of("grad"), () -> {
                    var df = grad(fn(t -> sin(t)));
                    return a -> tensors(df.apply(a.get(0)));
                }),
                Case.f32("whirlwind/grad_grad_sin", x, Array.of("grad2"), () -> {
                    var ddf = grad(grad(fn(t -> sin(t))));
                    return a -> tensors(ddf.apply(a.get(0)));
                }));
        Seq<Case> perSample = Array.of(Tuple.of(64, 3), Tuple.of(3, 5)).map(size -> Case.f32(
                "whirlwind/per_sample_linear_b" + size._1 + "_f" + size._2,
                Array.of(uniform("weights", 1.0, size._2), uniform("examples", 1.0, size._1, size._2), uniform("targets", 1.0, size._1)),
                Array.of("grad_weights"), () -> {
                    var loss = fn((Expr w, Expr example, Expr target) -> relu(example.matmul(w)).minus(target).square());
                    var each = vmap(grad(loss)).in(none(), axis(0), axis(0));
                    return a -> tensors(each.apply(a.get(0), a.get(1), a.get(2)));
                }));
        return scalars.appendAll(perSample).append(Case.f32("whirlwind/batched_jacobian_sin", Array.of(uniform("x", 1.0, 64, 5)), Array.of("jacobian"), () -> {
            var jacobian = vmap(jacrev(fn(t -> sin(t))));
            return a -> tensors(jacobian.apply(a.get(0)));
        }));
    }

    private static Seq<Case> perSample() {
        Seq<Input> mlp = linear("1", 784, 128).appendAll(linear("2", 128, 10));
        Seq<Input> cnn = conv("1", 1, 32).appendAll(conv("2", 32, 64)).appendAll(linear("1", 9216, 128)).appendAll(linear("2", 128, 10));
        return Array.of(
                Case.f32("persample_mlp", mlp.append(uniform("x", 1.0, 256, 784)).append(labels("y", 10, 256)), names("grad_", mlp), () -> {
                    var loss = fn((Mlp2 net, Expr x, Expr y) -> net.loss(x, y));
                    var each = vmap(grad(loss)).in(none(), axis(0), axis(0));
                    return a -> {
                        Mlp2 g = each.apply(new Mlp2(a.get(0), a.get(1), a.get(2), a.get(3)), a.get(4), a.get(5));
                        return tensors(g.w1(), g.b1(), g.w2(), g.b2());
                    };
                }),
                Case.f32("persample_cnn", cnn.append(uniform("x", UNIT_VARIANCE, 64, 1, 28, 28)).append(labels("y", 10, 64)), names("grad_", cnn), () -> {
                    var loss = fn((Cnn net, Expr x, Expr y) -> net.loss(x, y));
                    var each = vmap(grad(loss)).in(none(), axis(0), axis(0));
                    return a -> {
                        Cnn g = each.apply(new Cnn(a.get(0), a.get(1), a.get(2), a.get(3), a.get(4), a.get(5), a.get(6), a.get(7)), a.get(8), a.get(9));
                        return tensors(g.conv1W(), g.conv1B(), g.conv2W(), g.conv2B(), g.w1(), g.b1(), g.w2(), g.b2());
                    };
                }));
    }

    private static Mlp3 mlp3(Seq<Tensor> a) {
        return new Mlp3(a.get(0), a.get(1), a.get(2), a.get(3), a.get(4), a.get(5));
    }

    private static Seq<Case> ensemble() {
        Seq<Input> nets = linear("1", 784, 128, 10).appendAll(linear("2", 128, 128, 10)).appendAll(linear("3", 128, 10, 10));
        Input batches = uniform("x", UNIT_VARIANCE, 10, 64, 784);
        var predict = fn((Mlp3 net, Expr x) -> net.apply(x));
        return Array.of(
                Case.f32("ensemble_mlp/forward_own_batch", nets.append(batches), Array.of("predictions"), () -> {
                    var each = vmap(predict);
                    return a -> tensors(each.apply(mlp3(a), a.get(6)));
                }),
                Case.f32("ensemble_mlp/forward_same_batch", nets.append(uniform("x", UNIT_VARIANCE, 64, 784)), Array.of("predictions"), () -> {
                    var each = vmap(predict).in(axis(0), none());
                    return a -> tensors(each.apply(mlp3(a), a.get(6)));
                }),
                Case.f32("ensemble_mlp/train_step", nets.append(batches).append(labels("y", 10, 10, 64)), names("new_", nets).prepend("loss"), () -> {
                    var loss = fn((Mlp3 net, Expr x, Expr y) -> fluxion.dsl.nn.Losses.crossEntropy(net.apply(x), y));
                    var step = fn((Mlp3 net, Expr x, Expr y) -> {
                        var both = valueAndGrad(loss).apply(net, x, y);
                        return Tuple.of(both._1, zip(net, both._2, (p, g) -> p.minus(g.times(0.2))));
                    });
                    var each = vmap(step);
                    return a -> {
                        Tuple2<Expr, Mlp3> r = each.apply(mlp3(a), a.get(6), a.get(7));
                        return tensors(r._1, r._2.w1(), r._2.b1(), r._2.w2(), r._2.b2(), r._2.w3(), r._2.b3());
                    };
                }));
    }

    record Task(Expr x1, Expr x2, Expr y1, Expr y2) {}

    private static Input sines(String name, String points) {
        return new Input(name, Shape.of(4, 20, 1), false, (_, earlier) -> i -> earlier.get("amplitude").get()[i / 20]
                * Math.sin(earlier.get(points).get()[i] + earlier.get("phase").get()[i / 20]));
    }

    private static Case maml() {
        Seq<Input> net = Array.of(uniform("w1", 1.0, 40, 1), zeros("b1", 40), uniform("w2", 1 / Math.sqrt(40), 40, 40), zeros("b2", 40),
                uniform("w3", 1 / Math.sqrt(40), 1, 40), zeros("b3", 1));
        Seq<Input> tasks = Array.of(uniform("amplitude", 0.2, 0.3, 4), uniform("phase", Math.PI / 2, Math.PI / 2, 4),
                uniform("x1", 5.0, 4, 20, 1), uniform("x2", 5.0, 4, 20, 1), sines("y1", "x1"), sines("y2", "x2"));
        return Case.f32("maml_sine", net.appendAll(tasks), names("grad_", net).prepend("loss"), () -> {
            var loss = fn((Mlp3 n, Expr x, Expr y) -> n.squaredError(x, y));
            var task = fn((Mlp3 n, Task t) -> {
                Mlp3 adapted = zip(n, grad(loss).apply(n, t.x1(), t.y1()), (p, g) -> p.minus(g.times(0.1)));
                return loss.apply(adapted, t.x2(), t.y2());
            });
            var meta = fn((Mlp3 n, Task ts) -> mean(vmap(task).in(none(), axis(0)).apply(n, ts)));
            var gradient = valueAndGrad(meta);
            return a -> {
                var r = gradient.apply(mlp3(a), new Task(a.get(8), a.get(9), a.get(10), a.get(11)));
                return tensors(r._1, r._2.w1(), r._2.b1(), r._2.w2(), r._2.b2(), r._2.w3(), r._2.b3());
            };
        });
    }

    private static Seq<Case> jacobians() {
        Fun3<Expr, Expr, Expr, Expr> predict = fn((Expr w, Expr b, Expr x) -> tanh(fluxion.dsl.nn.Layers.linear(x, w, b)));
        Case.Program reverse = () -> {
            var jacobian = jacrev(predict).wrt(2);
            return a -> tensors(jacobian.apply(a.get(0), a.get(1), a.get(2)));
        };
        Case.Program forward = () -> {
            var jacobian = jacfwd(predict).wrt(2);
            return a -> tensors(jacobian.apply(a.get(0), a.get(1), a.get(2)));
        };
        Case.Program second = () -> {
            var hessian = hessian(predict).wrt(2);
            return a -> tensors(hessian.apply(a.get(0), a.get(1), a.get(2)));
        };
        Seq<Input> batch = linear("", 31, 33).append(uniform("x", 1.0, 64, 31));
        return Array.of(
                Case.f32("jac_hess/jacrev_d16", dense(16, 16), Array.of("jacobian"), reverse),
                Case.f32("jac_hess/jacfwd_d16", dense(16, 16), Array.of("jacobian"), forward),
                Case.f32("jac_hess/hessian_d16", dense(16, 16), Array.of("hessian"), second),
                Case.f32("jac_hess/jacrev_tall_in32_out2048", dense(32, 2048), Array.of("jacobian"), reverse),
                Case.f32("jac_hess/jacfwd_tall_in32_out2048", dense(32, 2048), Array.of("jacobian"), forward),
                Case.f32("jac_hess/jacrev_wide_in2048_out32", dense(2048, 32), Array.of("jacobian"), reverse),
                Case.f32("jac_hess/jacfwd_wide_in2048_out32", dense(2048, 32), Array.of("jacobian"), forward),
                Case.f32("jac_hess/hessian_in512_out32", dense(512, 32), Array.of("hessian"), second),
                Case.f32("jac_hess/batched_jacobian_b64_in31_out33", batch, Array.of("jacobian"), () -> {
                    var jacobian = vmap(jacrev(predict).wrt(2)).in(none(), none(), axis(0));
                    return a -> tensors(jacobian.apply(a.get(0), a.get(1), a.get(2)));
                }),
                Case.f32("jac_hess/batched_hessian_b64_in31_out33", batch, Array.of("hessian"), () -> {
                    var hessian = vmap(hessian(predict).wrt(2)).in(none(), none(), axis(0));
                    return a -> tensors(hessian.apply(a.get(0), a.get(1), a.get(2)));
                }));
    }

    private static Seq<Input> dense(int in, int out) {
        return linear("", in, out).append(uniform("x", 1.0, in));
    }

    private static Seq<Case> hessians() {
        Seq<Case> mlp = Array.of(32, 64, 128).map(d -> Case.f32("hessian_mlp/d" + d,
                linear("1", d, d).appendAll(linear("2", d, d)).appendAll(linear("3", d, 1)).append(uniform("x", 1.0, d)), Array.of("hessian"), () -> {
                    var second = hessian(fn((Mlp3 net, Expr x) -> net.smooth(x))).wrt(1);
                    return a -> tensors(second.apply(mlp3(a), a.get(6)));
                }));
        Seq<Case> logistic = Array.of(100, 300, 500).map(n -> Case.f64("hessian_structured/logistic_n" + n,
                Array.of(uniform("w", 0.1, n), uniform("x", UNIT_VARIANCE, 2 * n, n), formula("y", i -> 1.0 - 2 * ((7L * i + 3) % 2), 2 * n)),
                Array.of("hessian"), () -> {
                    var second = hessian(fn((Expr w, Expr x, Expr y) -> sum(log1p(exp(y.neg().times(x.matmul(w))))))).wrt(0);
                    return a -> tensors(second.apply(a.get(0), a.get(1), a.get(2)));
                }));
        Seq<Case> factorisation = Array.of(100, 300).map(n -> Case.f64("hessian_structured/factorisation_n" + n,
                Array.of(uniform("u", 1.0, n, 5), uniform("v", 1.0, n, 5), uniform("t", 1.0, n, n)), Array.of("hessian"), () -> {
                    var second = hessian(fn((Expr u, Expr v, Expr t) -> sum(t.minus(u.matmul(v.t())).square()))).wrt(0);
                    return a -> tensors(second.apply(a.get(0), a.get(1), a.get(2)));
                }));
        return mlp.appendAll(logistic).appendAll(factorisation);
    }

    private static Seq<Case> rosenbrock() {
        Fun1<Expr, Expr> f = fn(x -> {
            int n = x.shape().dim(0);
            Expr head = x.slice(0, 0, n - 1);
            Expr tail = x.slice(0, 1, n);
            return sum(tail.minus(head.square()).square().times(100).plus(head.subtractedFrom(1).square()));
        });
        return Array.of(
                Case.f64("hvp_rosenbrock/gradient_n1000", Array.of(uniform("x", 2.0, 1000)), Array.of("gradient"), () -> {
                    var df = grad(f);
                    return a -> tensors(df.apply(a.get(0)));
                }),
                Case.f64("hvp_rosenbrock/hvp_n1000", Array.of(uniform("x", 2.0, 1000), uniform("v", 1.0, 1000)), Array.of("hvp"), () -> {
                    var hvp = fn((Expr x, Expr v) -> jvp(grad(f), x, v).tangent());
                    return a -> tensors(hvp.apply(a.get(0), a.get(1)));
                }),
                Case.f64("hvp_rosenbrock/hessian_n100", Array.of(uniform("x", 2.0, 100)), Array.of("hessian"), () -> {
                    var second = hessian(f);
                    return a -> tensors(second.apply(a.get(0)));
                }));
    }

    private static NtkCnn ntkCnn(Seq<Tensor> a) {
        return new NtkCnn(a.get(0), a.get(1), a.get(2), a.get(3), a.get(4), a.get(5), a.get(6), a.get(7));
    }

    private static Seq<Case> ntk() {
        Seq<Input> inputs = conv("1", 3, 32).appendAll(conv("2", 32, 32)).appendAll(conv("3", 32, 32)).appendAll(linear("", 21632, 10))
                .append(uniform("x_train", UNIT_VARIANCE, 20, 3, 32, 32)).append(uniform("x_test", UNIT_VARIANCE, 5, 3, 32, 32));
        Fun2<NtkCnn, Expr, Expr> predict = fn((NtkCnn net, Expr x) -> net.apply(x));
        return Array.of(
                Case.f32("ntk/jacobian_contraction", inputs, Array.of("kernel"), () -> {
                    var kernel = fn((NtkCnn net, Expr x1, Expr x2) -> {
                        var each = vmap(jacrev(predict)).in(none(), axis(0));
                        Seq<Expr> left = leaves(each.apply(net, x1));
                        Seq<Expr> right = leaves(each.apply(net, x2));
                        return left.zipWith(right, (j, k) -> einsum("naf,mbf->nmab", rows(j), rows(k))).reduce(Expr::plus);
                    });
                    return a -> tensors(kernel.apply(ntkCnn(a), a.get(8), a.get(9)));
                }),
                Case.f32("ntk/ntk_vps", inputs, Array.of("kernel"), () -> {
                    var pair = fn((NtkCnn net, Expr x1, Expr x2) -> {
                        var pullback = vjp(fn((NtkCnn p) -> predict.apply(p, x1)), net).pullback();
                        var row = fn((Expr cotangent) -> jvp(fn((NtkCnn p) -> predict.apply(p, x2)), net, pullback.apply(cotangent)).tangent());
                        return vmap(row).apply(eye(F32, 10));
                    });
                    var kernel = vmap(vmap(pair).in(none(), none(), axis(0))).in(none(), axis(0), none());
                    return a -> tensors(kernel.apply(ntkCnn(a), a.get(8), a.get(9)));
                }));
    }

    /** [n, a, …] to [n, a, f]. */
    private static Expr rows(Expr jacobian) {
        return jacobian.reshape(jacobian.shape().dim(0), jacobian.shape().dim(1), -1);
    }

    private static Case lennardJones() {
        double sigma = 0.5;
        double epsilon = 4.0;
        Seq<Input> net = linear("1", 1, 16).appendAll(linear("2", 16, 16)).appendAll(linear("3", 16, 16)).appendAll(linear("4", 16, 16))
                .appendAll(linear("5", 16, 1));
        java.util.function.IntToDoubleFunction r = i -> sigma + i * (sigma / 99);
        Seq<Input> data = Array.of(
                formula("dr", i -> i % 3 == 0 ? r.applyAsDouble(i / 3) : 0.0, 100, 3),
                formula("energies", i -> {
                    double q = sigma / r.applyAsDouble(i);
                    return epsilon * (Math.pow(q, 12) - Math.pow(q, 6));
                }, 100, 1),
                formula("forces", i -> {
                    double x = r.applyAsDouble(i / 3);
                    return i % 3 != 0 ? 0.0
                            : -epsilon * (-12 * Math.pow(sigma, 12) / Math.pow(x, 13) + 6 * Math.pow(sigma, 6) / Math.pow(x, 7)) * x;
                }, 100, 3));
        return Case.f32("lennard_jones", net.appendAll(data), names("grad_", net).prepend("loss"), () -> {
            var energy = fn((Mlp5 n, Expr distance) -> n.energy(distance));
            var loss = fn((Mlp5 n, Expr dr, Expr energies, Expr forces) -> {
                Expr norms = dr.norm(1).expandDims(1);
                var predicted = vmap(valueAndGrad(energy).<Expr>wrt(1)).in(none(), axis(0)).apply(n, norms);
                Expr value = predicted._1;
                Expr derivative = predicted._2;
                Expr predictedForces = derivative.neg().times(dr).div(norms);
                return mean(value.expandDims(1).minus(energies).square()).plus(mean(predictedForces.minus(forces).square()).times(0.01).div(3));
            });
            var gradient = valueAndGrad(loss);
            return a -> {
                var result = gradient.apply(new Mlp5(a.get(0), a.get(1), a.get(2), a.get(3), a.get(4), a.get(5), a.get(6), a.get(7), a.get(8), a.get(9)),
                        a.get(10), a.get(11), a.get(12));
                return tensors(leaves(result._2).prepend(result._1).toJavaArray());
            };
        });
    }

    private static Case dpSgd() {
        Seq<Input> net = conv("1", 3, 16).appendAll(conv("2", 16, 32)).appendAll(linear("", 2048, 10));
        Seq<Input> noise = net.map(input -> new Input("noise_" + input.name(), input.shape(), false, (k, _) -> i -> UNIT_VARIANCE * Input.symmetric(k, i)));
        return Case.f32("dp_sgd", net.appendAll(noise).append(uniform("x", UNIT_VARIANCE, 32, 3, 32, 32)).append(labels("y", 10, 32)),
                names("new_", net).prepend("loss"), () -> {
                    var loss = fn((SmallCnn n, Expr x, Expr y) -> n.loss(x, y));
                    var step = fn((SmallCnn n, SmallCnn noises, Expr xs, Expr ys) -> {
                        var each = vmap(valueAndGrad(loss)).in(none(), axis(0), axis(0)).apply(n, xs, ys);
                        int batch = xs.shape().dim(0);
                        Expr norms = leaves(each._2).map(g -> g.reshape(batch, -1).square().sum(1)).reduce(Expr::plus).sqrt();
                        Expr factors = norms.plus(1e-6).reciprocal().minimum(1);
                        SmallCnn clipped = map(each._2, g -> factors.tensordot(g, 1));
                        SmallCnn noisy = zip(clipped, noises, Expr::plus);
                        return Tuple.of(mean(each._1), zip(n, noisy, (p, g) -> p.minus(g.times(0.1).div(batch))));
                    });
                    return a -> {
                        var r = step.apply(smallCnn(a, 0), smallCnn(a, 6), a.get(12), a.get(13));
                        return tensors(leaves(r._2).prepend(r._1).toJavaArray());
                    };
                });
    }

    private static SmallCnn smallCnn(Seq<Tensor> a, int from) {
        return new SmallCnn(a.get(from), a.get(from + 1), a.get(from + 2), a.get(from + 3), a.get(from + 4), a.get(from + 5));
    }

    // ---- kernels

    private static Seq<Case> kernels() {
        Fun1<Expr, Expr> pointwise = fn(x -> sum(tanh(x).times(exp(x.neg().times(x))).plus(log1p(x.times(x)))));
        Case.Program valueAndGradient = () -> {
            var both = valueAndGrad(pointwise);
            return a -> {
                var r = both.apply(a.get(0));
                return tensors(r._1, r._2);
            };
        };
        Case.Program product = () -> {
            var f = fn((Expr x, Expr y) -> x.matmul(y));
            return a -> tensors(f.apply(a.get(0), a.get(1)));
        };
        Seq<String> value = Array.of("value", "gradient");
        Seq<Case> fused = Array.of("1e3", "1e5", "1e7").flatMap(n -> {
            Seq<Input> x = Array.of(uniform("x", 2.0, (int) Double.parseDouble(n)));
            return Array.of(Case.f32("fused_pointwise/f32_n" + n, x, value, valueAndGradient), Case.f64("fused_pointwise/f64_n" + n, x, value, valueAndGradient));
        });
        Seq<Case> gemm = Array.of(128, 512, 1024, 2048).flatMap(n -> {
            Seq<Input> ab = Array.of(uniform("a", 1.0, n, n), uniform("b", 1.0, n, n));
            double flop = 2.0 * n * n * n;
            return Array.of(Case.f32("gemm/f32_n" + n, ab, Array.of("product"), product).withFlop(flop),
                    Case.f64("gemm/f64_n" + n, ab, Array.of("product"), product).withFlop(flop));
        });
        double flop = 2.0 * 32 * 32 * 28 * 28 * 16 * 9;
        Seq<Input> conv = conv("", 16, 32).prepend(uniform("x", 1.0, 32, 16, 28, 28));
        Fun3<Expr, Expr, Expr, Expr> convolve = fn((Expr x, Expr w, Expr b) -> Models.same(x, w, b));
        return fused.sortBy(Case::name).appendAll(gemm.sortBy(c -> c.dtype() == fluxion.core.DType.F64)).appendAll(Array.of(
                Case.f32("conv2d/forward", conv, Array.of("out"), () -> a -> tensors(convolve.apply(a.get(0), a.get(1), a.get(2)))).withFlop(flop),
                Case.f32("conv2d/forward_and_grad", conv.append(uniform("g", 1.0, 32, 32, 28, 28)),
                        Array.of("out", "grad_x", "grad_conv_w", "grad_conv_b"), () -> {
                            var both = fn((Expr x, Expr w, Expr b, Expr g) -> {
                                var at = vjp(convolve, x, w, b);
                                return Tuple.of(at.value(), at.pullback().apply(g));
                            });
                            return a -> {
                                var r = both.apply(a.get(0), a.get(1), a.get(2), a.get(3));
                                return tensors(r._1, r._2._1, r._2._2, r._2._3);
                            };
                        }).withFlop(3 * flop)));
    }

    // ---- overheads of the machinery

    private static Seq<Case> machinery() {
        Fun1<Expr, Expr> damped = fn(x -> sin(x).times(exp(x)).div(x.times(x).plus(1)));
        Seq<Input> point = Array.of(formula("x", _ -> 0.7));
        Seq<Case> orders = Array.rangeClosed(1, 10).map(order -> Case.f64("nth_derivative/" + order, point, Array.of("derivative"), () -> {
            var f = damped;
            for (int i = 0; i < order; i++) {
                f = grad(f);
            }
            var derivative = f;
            return a -> tensors(derivative.apply(a.get(0)));
        }));
        Seq<Case> series = Array.of(5, 10).map(order -> Case.f64("taylor_derivative/" + order, point, Array.of("derivative"), () -> {
            var derivative = fn(x -> taylor(damped, x, order).derivative(order));
            return a -> tensors(derivative.apply(a.get(0)));
        }));
        Seq<Case> chains = Array.of(1000, 10000).map(n -> Case.f32("deep_chain/" + n, Array.of(uniform("x", 0.1, 0.9, 1)), Array.of("value", "gradient"), () -> {
            var both = valueAndGrad(fn(x -> chain(x, n)));
            return a -> {
                var r = both.apply(a.get(0));
                return tensors(r._1, r._2);
            };
        }).withTolerance(1e-3));
        Case dispatch = Case.f64("scalar_dispatch", Array.of(uniform("points", 0.4, 0.6, 100)), Array.of("derivatives"), () -> {
            var df = grad(fn(Cases::twentyOperations));
            return a -> tensors(df.at(a.get(0).toDouble()));
        }).fromHost();
        return Array.of(dispatch).appendAll(chains).appendAll(orders).appendAll(series);
    }

    private static Expr twentyOperations(Expr x) {
        Expr t = x;
        for (int i = 0; i < 4; i++) {
            t = tanh(sin(t).times(1.1).plus(0.3)).times(x);
        }
        return t;
    }

    private static Expr chain(Expr start, int operations) {
        Expr x = start;
        for (int i = 0; i < operations; i++) {
            x = switch (i % 4) {
                case 0 -> sin(x);
                case 1 -> x.times(1.25);
                case 2 -> tanh(x);
                default -> x.times(0.8);
            };
        }
        return x.get(0);
    }
}
