/**
 * The door for AWS Lambda: the function's JSON, requests of a function URL or of API Gateway, and
 * frames that arrive in a bucket. Only in the build with the profile {@code lambda}.
 *
 * <p>May use: function, detection, serving, image, Quarkus, the SDK of AWS, annotations of native
 * builds.
 */
package dev.quantmask.lambda;
