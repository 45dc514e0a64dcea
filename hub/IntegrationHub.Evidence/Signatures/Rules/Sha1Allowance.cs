namespace IntegrationHub.Evidence.Signatures.Rules;

/// <summary>What a rule says about SHA-1.</summary>
public enum Sha1Allowance
{
    /// <summary>It passes for parties that were registered with it, and for no others.</summary>
    AsRegistered,

    /// <summary>It passes for nobody: the end of every exemption.</summary>
    Never,

    /// <summary>It passes for everybody the rule is for.</summary>
    Allowed,
}
