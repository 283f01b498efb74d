package dev.quantmask.serving;

import dev.quantmask.serving.api.ServingLimits;

/**
 * Says how busy a server is at this moment.
 *
 * @param requests that are in it, waiting or not
 * @param waiting images that wait for a worker
 * @param running images in the network
 * @param busyWorkers of {@link ServingLimits#workers}
 * @param pixels of all images that are decoded
 * @param bodyBytes of all requests whose body is held
 */
public record ServerLoad(
    int requests, int waiting, int running, int busyWorkers, long pixels, long bodyBytes) {}
