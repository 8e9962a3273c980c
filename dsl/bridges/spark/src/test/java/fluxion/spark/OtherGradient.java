package fluxion.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Someone else's gradient of the same loss on the same data, to be timed beside the library's; found as a service. */
interface OtherGradient {
    String name();

    /** The data in its own form. */
    JavaRDD<?> data(JavaSparkContext context, LogisticData data);

    /** The gradient of the mean with respect to weights and offset, at weights and offset. */
    double[] gradient(JavaSparkContext context, JavaRDD<?> data, double[] at);
}
