package fluxion.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * What is made of rows in groups, each when it is asked for.
 *
 * @param <T> the type of what is made
 */
final class RowGroups<T> implements Iterator<T> {
    private final Iterator<Row> rows;
    private final int size;
    private final Function<List<Row>, T> f;

    /** @param size of all groups but the last, which may be smaller */
    RowGroups(Iterator<Row> rows, int size, Function<List<Row>, T> f) {
        this.rows = rows;
        this.size = size;
        this.f = f;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public T next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        List<Row> group = new ArrayList<>();
        while (group.size() < size && rows.hasNext()) {
            group.add(rows.next());
        }
        return f.apply(group);
    }
}
