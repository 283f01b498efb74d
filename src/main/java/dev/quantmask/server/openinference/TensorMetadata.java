package dev.quantmask.server.openinference;

import java.util.List;

/**
 * A tensor that a model takes or gives.
 *
 * @param shape with -1 where it depends on the request
 */
public record TensorMetadata(String name, String datatype, List<Long> shape) {}
