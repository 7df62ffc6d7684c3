package dev.strongroom.domain.identity;

import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.PrincipalArn;
import java.util.List;
import java.util.Optional;

/**
 * Who makes a call, as authentication found it.
 *
 * @param type the kind of principal
 * @param account the principal's account
 * @param arn the principal's ARN
 * @param principalId the unique id (the account id for a root)
 * @param accessKeyId the access key that signed the call, if one did
 * @param dependencies what the authentication rests on: the credential and, later, session and
 *     principal
 */
public record Caller(
    PrincipalType type,
    AccountId account,
    PrincipalArn arn,
    String principalId,
    Optional<String> accessKeyId,
    List<Dependency> dependencies) {}
