mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email = "quantmask@my-project.iam.gserviceaccount.com"
    }
  }
}

variables {
  project_id = "my-project"
  region     = "europe-west4"
  image      = "europe-west4-docker.pkg.dev/my-project/images/quantmask:1.0.0"
}

run "by_itself_it_is_private_and_scales_to_zero" {
  command = plan

  assert {
    condition     = google_cloud_run_v2_service.service.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
    error_message = "the internet must not reach it"
  }
  assert {
    condition     = length(google_cloud_run_v2_service_iam_member.invoker) == 0
    error_message = "nobody may call it until somebody is named"
  }
  assert {
    condition     = google_cloud_run_v2_service.service.template[0].scaling[0].min_instance_count == 0
    error_message = "it must cost nothing when nobody asks"
  }
  assert {
    condition     = google_cloud_run_v2_service.service.deletion_protection
    error_message = "terraform destroy must refuse"
  }
}

run "an_instance_has_one_gpu" {
  command = plan

  assert {
    condition     = google_cloud_run_v2_service.service.template[0].node_selector[0].accelerator == "nvidia-l4"
    error_message = "an L4 by default"
  }
  assert {
    condition = google_cloud_run_v2_service.service.template[0].containers[0].resources[0].limits == tomap({
      cpu = "4", memory = "16Gi", "nvidia.com/gpu" = "1"
    })
    error_message = "one GPU, with the least of CPU and memory that Cloud Run takes with it"
  }
  assert {
    condition     = google_cloud_run_v2_service.service.template[0].gpu_zonal_redundancy_disabled
    error_message = "the cheaper GPU by default"
  }
  assert {
    condition     = google_cloud_run_v2_service.service.template[0].containers[0].resources[0].cpu_idle == false
    error_message = "Cloud Run takes a GPU only with CPU that is always there"
  }
}

run "requests_that_would_be_turned_away_do_not_arrive" {
  command = plan

  variables {
    workers        = 3
    max_queue_size = 10
  }

  assert {
    condition     = google_cloud_run_v2_service.service.template[0].max_instance_request_concurrency == 13
    error_message = "as many requests as run and wait"
  }
  assert {
    condition = {
      for variable in google_cloud_run_v2_service.service.template[0].containers[0].env : variable.name => variable.value
      } == {
      QUANTMASK_DEVICE            = "cuda"
      QUANTMASK_QUEUE_MAX_SIZE    = "10"
      QUANTMASK_MODEL_LOAD        = "eager"
      QUANTMASK_INFERENCE_WORKERS = "3"
      QUANTMASK_SECURITY_REQUIRED = "false"
      QUARKUS_SHUTDOWN_DELAY      = "1S"
      QUARKUS_SHUTDOWN_TIMEOUT    = "5S"
    }
    error_message = "the program must know the same numbers"
  }
}

run "it_is_started_when_the_model_is_loaded" {
  command = plan

  variables {
    startup_seconds = 120
  }

  assert {
    condition     = google_cloud_run_v2_service.service.template[0].containers[0].startup_probe[0].http_get[0].path == "/q/health/ready"
    error_message = "no request before the model is there"
  }
  assert {
    condition     = google_cloud_run_v2_service.service.template[0].containers[0].startup_probe[0].failure_threshold == 12
    error_message = "12 probes, every 10 seconds"
  }
}

run "a_model_in_a_bucket_is_mounted_and_read_only" {
  command = plan

  variables {
    model = { bucket = "my-models", object = "game/static.pt" }
  }

  assert {
    condition     = google_storage_bucket_iam_member.model[0].role == "roles/storage.objectViewer"
    error_message = "reading is enough"
  }
  assert {
    condition     = google_cloud_run_v2_service.service.template[0].volumes[0].gcs[0].read_only
    error_message = "nothing may write to it"
  }
  assert {
    condition = contains(
      [for variable in google_cloud_run_v2_service.service.template[0].containers[0].env : variable.value if variable.name == "QUANTMASK_MODEL_PATH"],
      "/models/game/static.pt",
    )
    error_message = "the program must look where the bucket is mounted"
  }
}

run "who_is_named_may_call" {
  command = plan

  variables {
    public   = true
    invokers = ["serviceAccount:game@my-project.iam.gserviceaccount.com"]
  }

  assert {
    condition     = google_cloud_run_v2_service.service.ingress == "INGRESS_TRAFFIC_ALL"
    error_message = "reached from the internet"
  }
  assert {
    condition     = one(values(google_cloud_run_v2_service_iam_member.invoker)).role == "roles/run.invoker"
    error_message = "calling, and no more"
  }
}

run "outputs" {
  command = apply

  assert {
    condition     = output.url == google_cloud_run_v2_service.service.uri && output.service_name == "quantmask"
    error_message = "the address of the service"
  }
}
