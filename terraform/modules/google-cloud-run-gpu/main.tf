locals {
  port        = 8080
  model_mount = "/models"

  environment = merge(
    {
      QUANTMASK_DEVICE            = "cuda"
      QUANTMASK_MODEL_LOAD        = "eager" # ready only with the model in the GPU
      QUANTMASK_INFERENCE_WORKERS = tostring(var.workers)
      QUANTMASK_QUEUE_MAX_SIZE    = tostring(var.max_queue_size)
      QUANTMASK_SECURITY_REQUIRED = "false" # IAM lets nobody in but the invokers
      # Cloud Run ends an instance 10 s after it says so, and sends no more requests then.
      QUARKUS_SHUTDOWN_DELAY   = "1S"
      QUARKUS_SHUTDOWN_TIMEOUT = "5S"
    },
    var.model == null ? {} : { QUANTMASK_MODEL_PATH = "${local.model_mount}/${var.model.object}" },
    { for name, hash in var.api_keys : "QUANTMASK_API_KEYS_${replace(upper(name), "-", "_")}" => hash },
    var.environment,
  )
}

# The service's own identity. It may do nothing but read the model, if that is in a bucket.
resource "google_service_account" "service" {
  project      = var.project_id
  account_id   = var.name
  display_name = "Quantmask (${var.name})"
}

resource "google_storage_bucket_iam_member" "model" {
  count = var.model == null ? 0 : 1

  bucket = var.model.bucket
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:${google_service_account.service.email}"
}

resource "google_cloud_run_v2_service" "service" {
  project             = var.project_id
  location            = var.region
  name                = var.name
  labels              = var.labels
  deletion_protection = var.deletion_protection
  ingress             = var.public ? "INGRESS_TRAFFIC_ALL" : "INGRESS_TRAFFIC_INTERNAL_ONLY"

  template {
    service_account                  = google_service_account.service.email
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    gpu_zonal_redundancy_disabled    = !var.zonal_redundancy
    max_instance_request_concurrency = var.workers + var.max_queue_size
    timeout                          = "${var.request_seconds}s"

    node_selector {
      accelerator = var.gpu
    }

    scaling {
      min_instance_count = var.min_instances
      max_instance_count = var.max_instances
    }

    containers {
      image = var.image

      ports {
        container_port = local.port
      }

      resources {
        limits = {
          cpu              = tostring(var.cpu)
          memory           = "${var.memory_gib}Gi"
          "nvidia.com/gpu" = "1"
        }
        cpu_idle          = false # a GPU is paid for as long as the instance lives
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = local.environment
        content {
          name  = env.key
          value = env.value
        }
      }

      startup_probe {
        period_seconds    = 10
        timeout_seconds   = 5
        failure_threshold = var.startup_seconds / 10
        http_get {
          path = "/q/health/ready"
          port = local.port
        }
      }

      liveness_probe {
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
        http_get {
          path = "/q/health/live"
          port = local.port
        }
      }

      dynamic "volume_mounts" {
        for_each = var.model == null ? [] : [var.model]
        content {
          name       = "model"
          mount_path = local.model_mount
        }
      }
    }

    dynamic "volumes" {
      for_each = var.model == null ? [] : [var.model]
      content {
        name = "model"
        gcs {
          bucket    = volumes.value.bucket
          read_only = true
        }
      }
    }

    dynamic "vpc_access" {
      for_each = var.network == null ? [] : [var.network]
      content {
        egress = "PRIVATE_RANGES_ONLY"
        network_interfaces {
          network    = vpc_access.value.network
          subnetwork = vpc_access.value.subnetwork
        }
      }
    }
  }

  # The instance mounts the bucket as it starts.
  depends_on = [google_storage_bucket_iam_member.model]
}

resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = var.invokers

  project  = var.project_id
  location = google_cloud_run_v2_service.service.location
  name     = google_cloud_run_v2_service.service.name
  role     = "roles/run.invoker"
  member   = each.value
}
