locals {
  deployment = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = local.metadata
    spec = {
      # No replicas: that number is KEDA's.
      selector = { matchLabels = local.labels }
      # A new pod is ready before an old one ends, and so has a GPU of its own meanwhile.
      strategy = { rollingUpdate = { maxSurge = 1, maxUnavailable = var.max_unavailable } }
      template = {
        metadata = { labels = local.labels }
        spec = merge(local.pod, {
          terminationGracePeriodSeconds = 60 # longer than the program takes to answer what it has begun
          containers = [merge(local.container, {
            ports = [{ name = "http", containerPort = local.port }]
            startupProbe = {
              httpGet          = { path = "/q/health/ready", port = local.port }
              periodSeconds    = 10
              timeoutSeconds   = 5
              failureThreshold = var.startup_seconds / 10
            }
          })]
        })
      }
    }
  }

  service = {
    apiVersion = "v1"
    kind       = "Service"
    metadata   = local.metadata
    spec = {
      type     = "ClusterIP"
      selector = local.labels
      ports    = [{ name = "http", port = 80, targetPort = "http" }]
    }
  }

  # A drained node leaves a pod, where there are two or more.
  disruption_budget = {
    apiVersion = "policy/v1"
    kind       = "PodDisruptionBudget"
    metadata   = local.metadata
    spec = {
      maxUnavailable = 1
      selector       = { matchLabels = local.labels }
    }
  }

  # Called by its own namespace and by the named ones; calls nobody.
  network_policy = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    metadata   = local.metadata
    spec = {
      podSelector = { matchLabels = local.labels }
      policyTypes = ["Ingress", "Egress"]
      ingress = [{
        ports = [{ port = local.port, protocol = "TCP" }]
        from = [
          for namespace in sort(setunion([var.namespace], var.client_namespaces)) :
          { namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = namespace } } }
        ]
      }]
      egress = []
    }
  }

  # Seconds that a request waited for a worker, on average over a minute, in all pods; 0 when none came. There is no
  # answer, and so an error of the ScaledObject, when Prometheus collects no pod of this namespace.
  selector   = "{namespace=\"${var.namespace}\"}"
  wait_sum   = "sum(rate(quantmask_queue_wait_seconds_sum${local.selector}[1m]))"
  wait_count = "sum(rate(quantmask_queue_wait_seconds_count${local.selector}[1m]))"

  scaled_object = {
    apiVersion = "keda.sh/v1alpha1"
    kind       = "ScaledObject"
    metadata   = local.metadata
    spec = {
      scaleTargetRef  = { name = var.name }
      minReplicaCount = local.min_replicas
      maxReplicaCount = var.max_replicas
      pollingInterval = 10
      advanced = {
        horizontalPodAutoscalerConfig = {
          behavior = { scaleDown = { stabilizationWindowSeconds = 300 } } # a machine with a GPU takes minutes to come back
        }
      }
      # While Prometheus cannot be asked, or has no series of the pods.
      fallback = { failureThreshold = 3, replicas = local.min_replicas }
      triggers = [{
        type       = "prometheus"
        metricType = "Value"
        metadata = {
          serverAddress    = var.prometheus_url
          query            = "${local.wait_sum} / clamp_min(${local.wait_count}, 1e-9)"
          ignoreNullValues = "false"
          threshold        = tostring(var.queue_wait_seconds)
        }
      }]
    }
  }
}
