using System.CommandLine;

namespace IntegrationHub.Host.CommandLine;

/// <summary>
/// One verb of the command line: its place, its options and what it does. Adding a verb is adding a class and a line in
/// <see cref="VerbTable"/>.
/// </summary>
/// <remarks>
/// A verb holds its <see cref="Option"/>s and <see cref="Argument"/>s as fields, adds them in <see cref="Define"/> and reads them through
/// <see cref="CommandContext.Get{T}(Option{T})"/>. It is made anew for every command line, so it may keep state while it runs.
/// </remarks>
internal abstract class Verb
{
    /// <summary>Words under which it is called, e.g. <c>config show</c>.</summary>
    public abstract string Path { get; }

    /// <summary>One line for the list of verbs: what it does, without a full stop.</summary>
    public abstract string Description { get; }

    /// <summary>True when the group alone (<c>config</c>) means this verb (<c>config show</c>).</summary>
    public virtual bool IsDefaultOfGroup => false;

    /// <summary>True when the verb takes <c>--data DIR</c>.</summary>
    public virtual bool NeedsData => true;

    /// <summary>True when the verb takes the flag <c>--json</c>. Verbs that write a file of their own (<c>bench … --json FILE</c>) say no and bring an option.</summary>
    public virtual bool OffersJson => true;

    /// <summary>Adds options and arguments, and checks that need the command line only.</summary>
    public virtual void Define(Command command)
    {
    }

    /// <summary>Does it. Wrong use found late is a <see cref="WrongUseException"/>; what the user can act on is a <see cref="RefusedException"/>.</summary>
    public abstract Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken);
}
