mock_provider "kubectl" {}

variables {
  namespace      = "games"
  image          = "registry.example.com/quantmask:1.0.0"
  prometheus_url = "http://prometheus.monitoring:9090"
}

run "keda_by_default" {
  command = plan

  assert {
    condition     = keys(kubectl_manifest.all) == ["deployment", "disruption-budget", "network-policy", "scaled-object", "service", "service-account"]
    error_message = "a Deployment that KEDA scales"
  }
  assert {
    condition = [for trigger in yamldecode(kubectl_manifest.all["scaled-object"].yaml_body).spec.triggers : trigger.metadata] == [{
      serverAddress    = "http://prometheus.monitoring:9090"
      threshold        = "0.25"
      query            = "sum(rate(quantmask_queue_wait_seconds_sum{namespace=\"games\"}[1m])) / clamp_min(sum(rate(quantmask_queue_wait_seconds_count{namespace=\"games\"}[1m])), 1e-9)"
      ignoreNullValues = "false"
    }]
    error_message = "by the mean wait for a worker"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["scaled-object"].yaml_body).spec.scaleTargetRef.name == yamldecode(kubectl_manifest.all["deployment"].yaml_body).metadata.name
    error_message = "of this Deployment"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["scaled-object"].yaml_body).spec.minReplicaCount == 1 && !can(yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.replicas)
    error_message = "the number of pods is KEDA's, from 1"
  }
}

run "by_itself_it_is_private" {
  command = plan

  variables {
    client_namespaces = ["monitoring"]
  }

  assert {
    condition     = yamldecode(kubectl_manifest.all["service"].yaml_body).spec.type == "ClusterIP"
    error_message = "no address outside of the cluster"
  }
  assert {
    condition     = [for from in yamldecode(kubectl_manifest.all["network-policy"].yaml_body).spec.ingress[0].from : from.namespaceSelector.matchLabels["kubernetes.io/metadata.name"]] == ["games", "monitoring"]
    error_message = "its own namespace, and the named ones"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["network-policy"].yaml_body).spec.egress == []
    error_message = "it calls nobody"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["service-account"].yaml_body).automountServiceAccountToken == false
    error_message = "no token in the pod"
  }
}

run "a_pod_has_a_gpu_and_few_rights" {
  command = plan

  variables {
    node_selector = { "nvidia.com/gpu.product" = "NVIDIA-L4" }
  }

  assert {
    condition     = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.containers[0].resources.limits == { cpu = "4", memory = "12Gi", "nvidia.com/gpu" = "1" }
    error_message = "one GPU"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.nodeSelector["nvidia.com/gpu.product"] == "NVIDIA-L4"
    error_message = "on the machines that are named"
  }
  assert {
    condition = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.containers[0].securityContext == {
      allowPrivilegeEscalation = false, readOnlyRootFilesystem = true, runAsNonRoot = true, runAsUser = 10001, runAsGroup = 10001
      capabilities             = { drop = ["ALL"] }, seccompProfile = { type = "RuntimeDefault" }
    }
    error_message = "the restricted pod security standard"
  }
}

run "a_rollout_loses_nothing" {
  command = plan

  assert {
    condition     = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.strategy.rollingUpdate == { maxSurge = 1, maxUnavailable = 0 }
    error_message = "a new pod is ready before an old one ends"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.terminationGracePeriodSeconds == 60
    error_message = "longer than 5 s of delay and 28 s for what it has begun"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["disruption-budget"].yaml_body).spec.selector == yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.selector
    error_message = "a drained node leaves a pod"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.volumes[0].emptyDir.sizeLimit == "1Gi"
    error_message = "/tmp does not fill the node"
  }
}

run "a_cluster_without_a_free_gpu" {
  command = plan

  variables {
    max_unavailable = 1
  }

  assert {
    condition     = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.strategy.rollingUpdate.maxUnavailable == 1
    error_message = "an old pod ends first"
  }
}

run "the_program_is_told" {
  command = plan

  variables {
    workers        = 3
    max_queue_size = 10
    model          = { claim = "models", path = "game/static.pt" }
  }

  assert {
    condition = {
      for variable in yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.containers[0].env : variable.name => variable.value
      } == {
      QUANTMASK_DEVICE            = "cuda"
      QUANTMASK_QUEUE_MAX_SIZE    = "10"
      QUANTMASK_MODEL_LOAD        = "eager"
      QUANTMASK_MODEL_PATH        = "/models/game/static.pt"
      QUANTMASK_INFERENCE_WORKERS = "3"
      QUANTMASK_SECURITY_REQUIRED = "false"
      QUARKUS_SHUTDOWN_DELAY      = "5S"
    }
    error_message = "what the program is told"
  }
  assert {
    condition     = [for mount in yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.containers[0].volumeMounts : "${mount.mountPath} ${mount.readOnly}"] == ["/tmp false", "/models true"]
    error_message = "nothing to write but /tmp"
  }
}

run "it_is_started_when_the_model_is_loaded" {
  command = plan

  variables {
    startup_seconds = 600
  }

  assert {
    condition     = yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.containers[0].startupProbe.failureThreshold == 60 && yamldecode(kubectl_manifest.all["deployment"].yaml_body).spec.template.spec.containers[0].startupProbe.httpGet.path == "/q/health/ready"
    error_message = "60 probes, every 10 seconds"
  }
}

run "knative_from_zero" {
  command = plan

  variables {
    scaling        = "knative"
    prometheus_url = null
    workers        = 4
  }

  assert {
    condition     = keys(kubectl_manifest.all) == ["knative-service", "service-account"]
    error_message = "Knative brings the rest"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["knative-service"].yaml_body).spec.template.spec.containerConcurrency == 4
    error_message = "as many requests as workers"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["knative-service"].yaml_body).spec.template.metadata.annotations["autoscaling.knative.dev/min-scale"] == "0"
    error_message = "it must cost nothing when nobody asks"
  }
  assert {
    condition     = yamldecode(kubectl_manifest.all["knative-service"].yaml_body).metadata.labels["networking.knative.dev/visibility"] == "cluster-local"
    error_message = "no address outside of the cluster"
  }
}

run "knative_outside_of_the_cluster" {
  command = plan

  variables {
    scaling  = "knative"
    public   = true
    api_keys = { game-server = "0000000000000000000000000000000000000000000000000000000000000000" }
  }

  assert {
    condition = length(setsubtract(
      [{ name = "QUANTMASK_SECURITY_REQUIRED", value = "true" }, { name = "QUANTMASK_API_KEYS_GAME_SERVER", value = "0000000000000000000000000000000000000000000000000000000000000000" }],
      yamldecode(kubectl_manifest.all["knative-service"].yaml_body).spec.template.spec.containers[0].env,
    )) == 0
    error_message = "everybody reaches it, so it asks for a key"
  }

  assert {
    condition     = !can(yamldecode(kubectl_manifest.all["knative-service"].yaml_body).metadata.labels["networking.knative.dev/visibility"])
    error_message = "Knative's own choice"
  }
}

run "outputs" {
  command = plan

  assert {
    condition     = output.url == "http://quantmask.games.svc.cluster.local"
    error_message = "the address in the cluster"
  }
  assert {
    condition     = keys(output.manifests) == ["Deployment", "NetworkPolicy", "PodDisruptionBudget", "ScaledObject", "Service", "ServiceAccount"]
    error_message = "the manifests by kind"
  }
}
