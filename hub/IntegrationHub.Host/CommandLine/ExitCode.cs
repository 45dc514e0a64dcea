namespace IntegrationHub.Host.CommandLine;

/// <summary>What a verb tells the shell. Stable: scripts depend on it.</summary>
internal enum ExitCode
{
    /// <summary>Everything asked for was done, and what was asked about is well.</summary>
    Ok = 0,

    /// <summary>The question was answered with no, or the work could not be done; the output says why.</summary>
    NotOk = 1,

    /// <summary>The command line itself was wrong; nothing was done.</summary>
    WrongUse = 2,
}
