using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary>A verb about processes: in the name of somebody, on the store of the data folder, beside a running hub or alone.</summary>
internal abstract class ProcessVerb : ActingVerb
{
    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, HubNode node, Actor? person, CancellationToken cancellationToken)
    {
        var services = node.Services;
        if (services.GetService<IProcessStore>() is not { } store)
        {
            throw new RefusedException("PROCESSES_NOT_KEPT", "the store of this data folder keeps no processes", "Use the embedded store or PostgreSQL.");
        }

        var bench = new ProcessBench(node, services.GetRequiredService<ProcessDesk>(), services.GetRequiredService<ProcessEngine>(), store, person ?? Operator(context));
        return await RunAsync(context, bench, cancellationToken);
    }

    protected abstract Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken);

    /// <summary>True for verbs that only somebody with roles of his own can use.</summary>
    protected virtual bool NeedsPerson => false;

    /// <summary>Prints what was refused; nothing has changed.</summary>
    protected static ExitCode Refuse(CommandContext context, IReadOnlyList<Finding> findings)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { findings = findings.Select(finding => new { finding.Code, finding.Element, finding.Name, finding.Line, finding.Text, finding.Remedy }) });
        }

        foreach (var finding in findings)
        {
            context.Answer.Warn(finding.ToString());
        }

        return ExitCode.NotOk;
    }

    protected static Guid ParseId(string text) => Guid.TryParse(text, out var id) ? id : throw new WrongUseException($"`{text}` is no id of an instance");

    /// <summary>Variables as JSON, or the file that <c>@FILE</c> names.</summary>
    protected static ContextValue ParseValues(string? text, string option)
    {
        if (text is null)
        {
            return ContextValue.Empty;
        }

        var json = text.StartsWith('@') ? ReadFile(text[1..]) : text;
        return ValueJson.Read(json) as ContextValue
            ?? throw new WrongUseException($"{option} is a JSON object of values, e.g. '{{\"ok\": true}}', or @FILE with one");
    }

    protected static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"{path} cannot be read: {unreadable.Message}");
        }
    }

    private Actor Operator(CommandContext context) => NeedsPerson
        ? throw new WrongUseException("--as USER says whose tasks are meant")
        : new Actor(Words.Operator(context.Surroundings), [RolePolicy.Operator], []);
}

/// <summary>What a verb about processes works with.</summary>
internal sealed record ProcessBench(HubNode Node, ProcessDesk Desk, ProcessEngine Engine, IProcessStore Store, Actor Actor);
