/**
 * The function on AWS Lambda: the function's JSON, requests of HTTP that function URLs, API Gateway
 * and load balancers hand over, and images that arrive in a bucket. Only in the build with the
 * profile {@code lambda}.
 *
 * <p>May use: detection, serving, server, image, Quarkus, Netty, the SDK of AWS, annotations of
 * native builds.
 */
package dev.quantmask.lambda;
