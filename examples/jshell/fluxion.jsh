import module fluxion.dsl;
import static fluxion.dsl.Fluxion.*;
IO.println("Fluxion. Try:  explain(grad(fn(x -> x.times(sin(x)))))");
