locals {
  port        = 8080
  model_mount = "/models"

  min_replicas = var.min_replicas == null ? (var.scaling == "keda" ? 1 : 0) : var.min_replicas
  labels       = { "app.kubernetes.io/name" = "quantmask", "app.kubernetes.io/instance" = var.name }
  metadata     = { name = var.name, namespace = var.namespace, labels = local.labels }

  environment = merge(
    {
      QUANTMASK_DEVICE            = "cuda"
      QUANTMASK_MODEL_LOAD        = "eager" # ready only with the model in the GPU
      QUANTMASK_INFERENCE_WORKERS = tostring(var.workers)
      QUANTMASK_QUEUE_MAX_SIZE    = tostring(var.max_queue_size)
      QUANTMASK_SECURITY_REQUIRED = tostring(var.public)
      QUARKUS_SHUTDOWN_DELAY      = "5S" # still answers while it is taken out of the endpoints
    },
    var.model == null ? {} : { QUANTMASK_MODEL_PATH = "${local.model_mount}/${var.model.path}" },
    { for name, hash in var.api_keys : "QUANTMASK_API_KEYS_${replace(upper(name), "-", "_")}" => hash },
    var.environment,
  )

  common  = { "service-account" = local.service_account }
  keda    = { deployment = local.deployment, service = local.service, "disruption-budget" = local.disruption_budget, "network-policy" = local.network_policy, "scaled-object" = local.scaled_object }
  knative = { "knative-service" = local.knative_service }

  manifests = merge(
    local.common,
    { for name, manifest in local.keda : name => manifest if var.scaling == "keda" },
    { for name, manifest in local.knative : name => manifest if var.scaling == "knative" },
  )
}

resource "kubectl_manifest" "all" {
  for_each = local.manifests

  yaml_body         = yamlencode(each.value)
  server_side_apply = true
  wait_for_rollout  = false # a GPU node may have to be started first
}
