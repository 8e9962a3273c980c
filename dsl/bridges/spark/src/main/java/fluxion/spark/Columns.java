package fluxion.spark;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.function.Fun4;
import fluxion.dsl.function.Fun5;
import fluxion.dsl.function.Fun6;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.tree.DeclaredTree;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of a DataFrame as trees, and as arguments of functions whose results become columns. */
final class Columns {
    /** How many rows go through a function at a time. */
    private static final int ROWS = 1024;

    private Columns() {}

    // ---- batches ----------------------------------------------------------------------------------------------------

    static <T> JavaRDD<T> batches(Dataset<Row> data, Class<T> type, int size) {
        if (size < 1) {
            throw new FluxionException("batches: a batch must have at least one row; got " + size);
        }
        StructType schema = data.schema();
        Structure structure = DeclaredTree.structure("batches", type, ColumnType.of(schema).map(ColumnType::name));
        Array<ColumnType> columns = structure.paths().map(path ->
                ColumnType.named("batches", path.isEmpty() && schema.size() == 1 ? schema.fieldNames()[0] : path, schema));
        byte[] like = SparkBytes.ofTree("batches", structure.build(columns.map(_ -> Tensor.of(0))));
        return data.javaRDD().mapPartitions(rows -> {
            Structure shape = Trees.structure(SparkBytes.readTree(like));
            return new RowGroups<>(rows, size, group ->
                    Trees.unflatten(shape, columns.map(column -> ColumnBatch.of("batches", column, group, group.size()))));
        });
    }

    // ---- functions of columns -----------------------------------------------------------------------------------------

    static Dataset<Row> withColumn(Dataset<Row> data, String name, FunctionBase f, String... names) {
        StructType schema = data.schema();
        if (f.program().arity() != names.length) {
            throw new FluxionException("withColumn: there must be a column for each argument of the function, which has "
                    + f.program().arity() + "; got " + names.length);
        }
        if (Array.of(schema.fieldNames()).contains(name)) {
            throw new FluxionException("withColumn: the column must be a new one; there is " + name);
        }
        Array<ColumnType> columns = Array.of(names).map(each -> ColumnType.named("withColumn", each, schema));
        Trees.Flat result = Trees.flatten(f.program().call(types(data, columns).map(type -> new Var("x", type)).toJavaArray()));
        StructType extended = schema.add(name, type(result), false);
        ShippedFunction<FunctionBase> shipped = ShippedFunction.of("withColumn", mapped(f));
        boolean single = result.structure() == Structure.LEAF;
        MapPartitionsFunction<Row, Row> each = rows -> flattened(new RowGroups<>(rows, ROWS, group ->
                extended(group, columns, shipped.get(), single)));
        return data.mapPartitions(each, Encoders.row(extended));
    }

    /** Of a row's values; where there are arrays, the first row says their lengths. */
    private static Array<TensorType> types(Dataset<Row> data, Array<ColumnType> columns) {
        if (columns.forAll(column -> column.rank() == 0)) {
            return columns.map(column -> new TensorType(column.dtype(), Shape.of()));
        }
        List<Row> first = data.takeAsList(1);
        if (first.isEmpty()) {
            throw new FluxionException("withColumn: there must be a row, whose arrays say how long they are; got none");
        }
        return columns.map(column -> {
            TensorType type = ColumnBatch.of("withColumn", column, first, 1).type();
            return type.withShape(new Shape(type.shape().dims().drop(1)));
        });
    }

    /** One value as itself, several as a struct whose fields are named by their places. */
    private static DataType type(Trees.Flat result) {
        Array<DataType> types = result.types().map(type -> ColumnType.sql(type.dtype(), type.rank()));
        if (result.structure() == Structure.LEAF) {
            return types.head();
        }
        return DataTypes.createStructType(result.structure().paths()
                .zipWith(types, (path, type) -> DataTypes.createStructField(path, type, false)).asJava());
    }

    private static FunctionBase mapped(FunctionBase f) {
        return switch (f) {
            case Fun1<?, ?> one -> one.vmap();
            case Fun2<?, ?, ?> two -> two.vmap();
            case Fun3<?, ?, ?, ?> three -> three.vmap();
            case Fun4<?, ?, ?, ?, ?> four -> four.vmap();
            case Fun5<?, ?, ?, ?, ?, ?> five -> five.vmap();
            case Fun6<?, ?, ?, ?, ?, ?, ?> six -> six.vmap();
        };
    }

    /** Rows with what a function over lanes gives for them. */
    private static List<Row> extended(List<Row> rows, Array<ColumnType> columns, FunctionBase f, boolean single) {
        // a power of two, so that the last rows of partitions bring a few more traces, not one for each number
        int size = Math.max(1, Integer.highestOneBit(2 * rows.size() - 1));
        Object[] arguments = columns.map(column -> ColumnBatch.of("withColumn", column, rows, size)).toJavaArray();
        Array<Object[]> results = Trees.leaves(f.program().call(arguments)).map(leaf -> ColumnBatch.values((Tensor) leaf));
        List<Row> extended = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Object[] values = new Object[row.size() + 1];
            for (int j = 0; j < row.size(); j++) {
                values[j] = row.get(j);
            }
            int at = i;
            values[row.size()] = single ? results.head()[i]
                    : RowFactory.create(results.map(each -> each[at]).toJavaArray());
            extended.add(RowFactory.create(values));
        }
        return extended;
    }

    private static <T> Iterator<T> flattened(Iterator<List<T>> groups) {
        return new Iterator<>() {
            private Iterator<T> here = java.util.Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!here.hasNext() && groups.hasNext()) {
                    here = groups.next().iterator();
                }
                return here.hasNext();
            }

            @Override
            public T next() {
                hasNext();
                return here.next();
            }
        };
    }
}
