package fluxion.jupyter;

import io.vavr.control.Option;
import java.lang.reflect.Method;
import jdk.jshell.execution.DirectExecutionControl;

/** Runs what JShell has compiled in this JVM and keeps the last value itself, where JShell wants only its text. */
final class CellExecution extends DirectExecutionControl {
    private Option<Object> value = Option.none();
    private Option<Thread> running = Option.none();

    /** The value of what ran last; none of what has none. */
    Option<Object> value() {
        return value;
    }

    @Override
    protected String invoke(Method method) throws Exception {
        value = Option.none();
        started(Option.some(Thread.currentThread()));
        try {
            value = Option.of(method.invoke(null));
            return "";
        } finally {
            started(Option.none());
            Thread.interrupted();
        }
    }

    private synchronized void started(Option<Thread> thread) {
        running = thread;
    }

    /** Interrupts what runs: the library's computations end then, as everything does that waits. */
    @Override
    public synchronized void stop() {
        running.forEach(Thread::interrupt);
    }
}
