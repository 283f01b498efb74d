terraform {
  required_version = ">= 1.9" # a validation may look at other variables

  required_providers {
    # Takes kinds of custom resources, and plans without a cluster.
    kubectl = {
      source  = "gavinbunney/kubectl"
      version = "~> 1.19"
    }
  }
}
