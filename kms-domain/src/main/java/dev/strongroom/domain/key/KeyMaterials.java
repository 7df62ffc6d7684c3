package dev.strongroom.domain.key;

import org.springframework.data.jpa.repository.JpaRepository;

/** The wrapped materials of the keys of the account in scope. */
public interface KeyMaterials extends JpaRepository<KeyMaterial, KeyMaterial.Id> {}
