package dev.quantmask.server.grpc;

import java.util.List;

/** Methods of a service. A bean that is one is served. */
interface GrpcMethods {
  List<GrpcMethod> all();
}
