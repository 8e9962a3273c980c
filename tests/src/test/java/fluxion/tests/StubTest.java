package fluxion.tests;
import org.junit.jupiter.api.Test;
class StubTest { @Test void t() { org.assertj.core.api.Assertions.assertThat(fluxion.dsl.Stub.d()).isNotNull(); } }
