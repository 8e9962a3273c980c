/**
 * A function and its pullback as two functions, one that runs forward and says what it keeps, one that runs backward from that:
 * what is kept, and what is computed again, is a choice. Begin with {@link fluxion.transforms.partition.Partition}.
 */
package fluxion.transforms.partition;
