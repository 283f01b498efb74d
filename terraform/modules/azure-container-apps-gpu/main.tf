# azapi and not azurerm: that one takes only the kinds of workload profile that it has a list of.
locals {
  port = 8080

  profiles = {
    t4   = { type = "Consumption-GPU-NC8as-T4", cpu = 8, memory = "56Gi" }
    a100 = { type = "Consumption-GPU-NC24-A100", cpu = 24, memory = "220Gi" }
  }
  profile = local.profiles[var.gpu]

  environment = merge(
    {
      QUANTMASK_DEVICE            = "cuda"
      QUANTMASK_MODEL_LOAD        = "eager" # ready only with the model in the GPU
      QUANTMASK_INFERENCE_WORKERS = tostring(var.workers)
      QUANTMASK_QUEUE_MAX_SIZE    = tostring(var.max_queue_size)
      QUANTMASK_SECURITY_REQUIRED = tostring(var.public)
      QUARKUS_SHUTDOWN_DELAY      = "5S" # still answers while it is taken out of the endpoints
    },
    var.model_path == null ? {} : { QUANTMASK_MODEL_PATH = var.model_path },
    { for name, hash in var.api_keys : "QUANTMASK_API_KEYS_${replace(upper(name), "-", "_")}" => hash },
    var.environment,
  )
}

resource "azapi_resource" "environment" {
  type      = "Microsoft.App/managedEnvironments@2024-03-01"
  parent_id = var.resource_group_id
  location  = var.location
  name      = var.name
  tags      = var.tags

  body = {
    properties = merge(
      {
        # Azure Monitor needs no key of a workspace.
        appLogsConfiguration = { destination = "azure-monitor" }
        workloadProfiles     = [{ name = var.gpu, workloadProfileType = local.profile.type }]
      },
      var.subnet_id == null ? {} : {
        vnetConfiguration = { infrastructureSubnetId = var.subnet_id, internal = !var.public }
      },
    )
  }
}

resource "azapi_resource" "logs" {
  count = var.log_analytics_workspace_id == null ? 0 : 1

  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  parent_id = azapi_resource.environment.id
  name      = "logs"

  body = {
    properties = {
      workspaceId = var.log_analytics_workspace_id
      logs        = [{ categoryGroup = "allLogs", enabled = true }]
    }
  }
}

resource "azapi_resource" "app" {
  type      = "Microsoft.App/containerApps@2024-03-01"
  parent_id = var.resource_group_id
  location  = var.location
  name      = var.name
  tags      = var.tags

  response_export_values = ["properties.configuration.ingress.fqdn"]

  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.identity.id]
  }

  body = {
    properties = {
      environmentId       = azapi_resource.environment.id
      workloadProfileName = var.gpu

      configuration = {
        activeRevisionsMode = "Single"
        registries          = [{ server = var.registry.login_server, identity = azapi_resource.identity.id }]
        ingress = {
          # Beyond the environment: to the subnet's network, or to the internet.
          external      = var.public || var.subnet_id != null
          allowInsecure = false
          targetPort    = local.port
          transport     = "http"
          traffic       = [{ latestRevision = true, weight = 100 }]
          ipSecurityRestrictions = [
            for index, block in var.client_cidr_blocks : { name = "clients-${index}", action = "Allow", ipAddressRange = block }
          ]
        }
      }

      template = {
        terminationGracePeriodSeconds = 60 # longer than the program takes to answer what it has begun
        scale = {
          minReplicas = var.min_replicas
          maxReplicas = var.max_replicas
          rules       = [{ name = "requests", http = { metadata = { concurrentRequests = tostring(var.requests_per_replica) } } }]
        }
        containers = [{
          name      = "quantmask"
          image     = var.image
          resources = { cpu = local.profile.cpu, memory = local.profile.memory }
          env       = [for name, value in local.environment : { name = name, value = value }]
          probes = [
            {
              type             = "Startup"
              httpGet          = { path = "/q/health/ready", port = local.port }
              periodSeconds    = var.startup_seconds / 10
              timeoutSeconds   = 5
              failureThreshold = 10
            },
            {
              type             = "Readiness"
              httpGet          = { path = "/q/health/ready", port = local.port }
              periodSeconds    = 10
              timeoutSeconds   = 5
              failureThreshold = 3
            },
            {
              type             = "Liveness"
              httpGet          = { path = "/q/health/live", port = local.port }
              periodSeconds    = 30
              timeoutSeconds   = 5
              failureThreshold = 3
            },
          ]
        }]
      }
    }
  }

  depends_on = [azapi_resource.pull]
}
