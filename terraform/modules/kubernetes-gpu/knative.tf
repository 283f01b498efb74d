locals {
  knative_service = {
    apiVersion = "serving.knative.dev/v1"
    kind       = "Service"
    metadata = merge(local.metadata, {
      labels = merge(local.labels, var.public ? {} : { "networking.knative.dev/visibility" = "cluster-local" })
    })
    spec = {
      template = {
        metadata = {
          labels = local.labels
          annotations = {
            "autoscaling.knative.dev/min-scale"        = tostring(local.min_replicas)
            "autoscaling.knative.dev/max-scale"        = tostring(var.max_replicas)
            "autoscaling.knative.dev/metric"           = "concurrency"
            "serving.knative.dev/progress-deadline"    = "${var.startup_seconds}s"
            "autoscaling.knative.dev/scale-down-delay" = "5m" # a machine with a GPU takes minutes to come back
          }
        }
        spec = merge(local.pod, {
          # Knative holds what is more than that, and starts pods for it.
          containerConcurrency = var.workers
          timeoutSeconds       = var.request_seconds
          containers = [merge(local.container, {
            ports = [{ containerPort = local.port }]
          })]
        })
      }
    }
  }
}
