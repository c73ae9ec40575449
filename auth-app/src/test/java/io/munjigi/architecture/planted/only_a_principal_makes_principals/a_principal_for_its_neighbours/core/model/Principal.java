package io.munjigi.architecture.planted.only_a_principal_makes_principals.a_principal_for_its_neighbours.core.model;

/** Whoever is in its package can make one. */
final class Principal {

    Principal() {}
}
