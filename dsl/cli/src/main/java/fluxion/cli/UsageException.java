package fluxion.cli;

/** A command line that is none: an option is missing, unknown or malformed. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
