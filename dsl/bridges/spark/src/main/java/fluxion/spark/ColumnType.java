package fluxion.spark;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.FluxionException;
import io.vavr.collection.Array;
import java.io.Serializable;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a column holds, as tensors have it: numbers, or arrays of them, which have the same lengths in all rows.
 *
 * @param name of the column, {@code position.x} for a field of a struct
 * @param path which field of the row, of the struct in it, and so on
 * @param dtype of the numbers
 * @param rank 0 for numbers, 1 for arrays, 2 for arrays of arrays
 */
record ColumnType(String name, int[] path, DType dtype, int rank) implements Serializable {
    /** All columns of numbers, those in structs by their paths. */
    static Array<ColumnType> of(StructType schema) {
        return within(schema, "", new int[0]);
    }

    private static Array<ColumnType> within(StructType schema, String prefix, int[] before) {
        return Array.range(0, schema.size()).flatMap(i -> {
            String name = prefix + schema.fields()[i].name();
            int[] path = java.util.Arrays.copyOf(before, before.length + 1);
            path[before.length] = i;
            DataType type = schema.fields()[i].dataType();
            if (type instanceof StructType inner) {
                return within(inner, name + ".", path);
            }
            int rank = 0;
            for (; type instanceof ArrayType array; type = array.elementType()) {
                rank++;
            }
            DataType element = type;
            int axes = rank;
            return Array.of(DType.values()).find(dtype -> sql(dtype).equals(element))
                    .map(dtype -> new ColumnType(name, path, dtype, axes));
        });
    }

    /** The column of a name. */
    static ColumnType named(String verb, String name, StructType schema) {
        Array<ColumnType> all = of(schema);
        return all.find(column -> column.name.equals(name))
                .getOrElseThrow(() -> java.util.Arrays.asList(schema.fieldNames()).contains(name)
                ? new DTypeException(verb + ": columns must hold double, float, bigint, int or boolean, or arrays of them; "
                        + name
                        + " holds " + schema.apply(name).dataType().catalogString() + ". cast(…) makes one of it")
                : new FluxionException(verb + ": there must be a column " + name + "; of numbers there are "
                        + all.map(ColumnType::name).mkString(", ")));
    }

    /** The type of numbers in columns. */
    static DataType sql(DType dtype) {
        return switch (dtype) {
            case F64 -> DataTypes.DoubleType;
            case F32 -> DataTypes.FloatType;
            case I64 -> DataTypes.LongType;
            case I32 -> DataTypes.IntegerType;
            case BOOL -> DataTypes.BooleanType;
        };
    }

    /** The type of arrays, of arrays and so on of numbers. */
    static DataType sql(DType dtype, int rank) {
        return rank == 0 ? sql(dtype) : DataTypes.createArrayType(sql(dtype, rank - 1), false);
    }
}
