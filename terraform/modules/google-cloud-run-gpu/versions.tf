terraform {
  required_version = ">= 1.9" # a validation may look at other variables

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.50, < 8.0"
    }
  }
}
