package dev.strongroom.domain.algorithm;

/** The algorithms of Encapsulate and Decapsulate (AWS KMS, EncapsulationAlgorithm). */
public enum EncapsulationAlgorithm {
  /** FIPS 203. */
  ML_KEM
}
