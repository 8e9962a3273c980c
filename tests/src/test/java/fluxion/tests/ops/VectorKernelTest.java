package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.ops.simd.VectorKernel;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class VectorKernelTest {

    /** Asked for one by one, just when the warming thread runs out of work. */
    @Test void everyKernelAskedForGetsReady() {
        var kernels = new ArrayList<VectorKernel>();
        for (int i = 0; i < 120; i++) {
            var kernel = new VectorKernel(size -> { });
            kernels.add(kernel);
            assertThat(kernel.ready()).isFalse();
            if (i % 3 != 0) {
                await(kernel);
                LockSupport.parkNanos(i * 5_000L);
            }
        }
        kernels.forEach(VectorKernelTest::await);
    }

    private static void await(VectorKernel kernel) {
        for (int i = 0; i < 30_000 && !kernel.ready(); i++) LockSupport.parkNanos(1_000_000);
        assertThat(kernel.ready()).isTrue();
    }

    /** A kernel that stays slow is never used, and does not keep others waiting. */
    @Test void aSlowKernelIsNotUsed() {
        var slow = new VectorKernel(size -> { if (size > 0) LockSupport.parkNanos(2_000_000); });
        var quick = new VectorKernel(size -> { });
        assertThat(slow.ready()).isFalse();
        assertThat(quick.ready()).isFalse();
        await(quick);
        assertThat(slow.ready()).isFalse();
    }
}
