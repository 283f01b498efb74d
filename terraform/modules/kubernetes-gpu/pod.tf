locals {
  # The pods' identity: no rights, and no token in the pod.
  service_account = {
    apiVersion                   = "v1"
    kind                         = "ServiceAccount"
    metadata                     = local.metadata
    automountServiceAccountToken = false
  }

  container = {
    name  = "quantmask"
    image = var.image
    env   = [for name, value in local.environment : { name = name, value = value }]
    resources = {
      requests = { cpu = var.cpu, memory = var.memory }
      limits   = { cpu = var.cpu, memory = var.memory, "nvidia.com/gpu" = "1" }
    }
    securityContext = {
      allowPrivilegeEscalation = false
      readOnlyRootFilesystem   = true
      runAsNonRoot             = true
      runAsUser                = 10001
      runAsGroup               = 10001
      capabilities             = { drop = ["ALL"] }
      seccompProfile           = { type = "RuntimeDefault" }
    }
    volumeMounts = concat(
      [{ name = "tmp", mountPath = "/tmp", readOnly = false }],
      var.model == null ? [] : [{ name = "model", mountPath = local.model_mount, readOnly = true }],
    )
    readinessProbe = {
      httpGet          = { path = "/q/health/ready", port = local.port }
      periodSeconds    = 5
      timeoutSeconds   = 5
      failureThreshold = 3
    }
    livenessProbe = {
      httpGet          = { path = "/q/health/live", port = local.port }
      periodSeconds    = 30
      timeoutSeconds   = 5
      failureThreshold = 3
    }
  }

  pod = merge(
    {
      serviceAccountName           = var.name
      automountServiceAccountToken = false
      tolerations                  = [{ key = "nvidia.com/gpu", operator = "Exists", effect = "NoSchedule" }]
      volumes = concat(
        [{ name = "tmp", emptyDir = { sizeLimit = "1Gi" } }],
        var.model == null ? [] : [{ name = "model", persistentVolumeClaim = { claimName = var.model.claim, readOnly = true } }],
      )
    },
    length(var.node_selector) == 0 ? {} : { nodeSelector = var.node_selector },
  )
}
