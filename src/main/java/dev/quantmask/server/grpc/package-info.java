/**
 * gRPC, on the same port as HTTP: the Open Inference Protocol, health, and reflection. A call is a
 * request that has passed what every request passes; here its messages are read and written.
 *
 * <p>May use: detection, image, server.config, server.models, server.openinference, server.problem,
 * server.request, server.streaming, serving, serving.admission, serving.api, Jackson, protobuf,
 * Quarkus, Vert.x.
 */
package dev.quantmask.server.grpc;
