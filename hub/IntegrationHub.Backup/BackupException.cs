namespace IntegrationHub.Backup;

/// <summary>Why a backup cannot be read. The names are stable; operators script on the code made of them.</summary>
public enum BackupFault
{
    /// <summary>The file is something else.</summary>
    NotABackup,

    /// <summary>Written in a later form of the file.</summary>
    FormatNewer,

    /// <summary>The head, which says how the rest is encrypted, was changed.</summary>
    HeadDamaged,

    PassphraseNeeded,
    PassphraseWrong,
    KeyNeeded,
    KeyWrong,

    /// <summary>A chunk was changed, moved, left out or put in.</summary>
    Damaged,

    /// <summary>The end is missing.</summary>
    Cut,

    /// <summary>Something stands behind the end.</summary>
    Lengthened,

    /// <summary>It was sealed as it is, and what it holds makes no sense: a fault of the program that wrote it, or somebody's forgery.</summary>
    ContentWrong,
}

/// <summary>A backup cannot be read; nothing was changed by trying.</summary>
/// <param name="fault">What kind of problem.</param>
/// <param name="problem">What is wrong and where, without a full stop.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class BackupException(BackupFault fault, string problem, string remedy) : Exception($"{problem}. {remedy}")
{
    /// <summary>What to do about a file that is not as it was written.</summary>
    internal const string AnotherCopy = "Take another copy of this backup, or an earlier backup. Nothing was changed by this one.";

    public BackupFault Fault { get; } = fault;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
