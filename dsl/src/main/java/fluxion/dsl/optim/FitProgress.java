package fluxion.dsl.optim;

import io.vavr.control.Option;

/**
 * How far a training is.
 *
 * @param epoch which one, from 1
 * @param epochs how many there are
 * @param batch how many of the epoch are done
 * @param batches how many an epoch has
 * @param loss the mean over the rows of the epoch so far, each before the step that it was for
 * @param validation the mean over the other rows, after the epoch; none before its end or where there are none
 * @param step how many steps were made in all
 */
public record FitProgress(int epoch, int epochs, int batch, int batches, double loss, Option<Double> validation, int step) {}
