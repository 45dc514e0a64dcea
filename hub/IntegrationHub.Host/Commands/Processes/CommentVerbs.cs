using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Retail.Processes.Comments;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary>A verb that says something about a case, as somebody who has a task of it or may read what it holds: the operator of processes is neither.</summary>
internal abstract class CommentVerb : ProcessVerb
{
    private readonly Argument<string> _place;
    private readonly Argument<string> _text = new("TEXT") { Description = "What is said, or @FILE; it is sealed, and never changed" };

    protected CommentVerb(string name, string description) => _place = new Argument<string>(name) { Description = description };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_place);
        command.Add(_text);
    }

    protected override bool NeedsPerson => true;

    /// <summary>The case, and the token of the task where it is said at one.</summary>
    protected abstract (Guid Case, int? Token) Parse(string place);

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var text = context.Get(_text)!;
        var (id, token) = Parse(context.Get(_place)!);
        var comments = bench.Node.Services.GetRequiredService<CaseComments>();
        var said = await comments.SayAsync(bench.Actor, id, token, text.StartsWith('@') ? ReadFile(text[1..]) : text, cancellationToken);
        if (said.Value is not { } comment)
        {
            return Refuse(context, said.Findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { comment.Case, comment.Number, comment.Step, comment.By, comment.At });
        }

        context.Answer.Line($"comment {comment.Number} of {comment.Case:D}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub instance comment</c>: about a case as a whole.</summary>
internal sealed class InstanceCommentVerb() : CommentVerb("INSTANCE", "Id of the instance")
{
    public override string Path => "instance comment";

    public override string Description => "Say something about a case";

    protected override (Guid Case, int? Token) Parse(string place) => (ParseId(place), null);
}

/// <summary><c>ihub task comment</c>: at an open task.</summary>
internal sealed class TaskCommentVerb() : CommentVerb("TASK", "INSTANCE/TOKEN, as `ihub task list` shows it")
{
    public override string Path => "task comment";

    public override string Description => "Say something at a task";

    protected override (Guid Case, int? Token) Parse(string place) => ProcessPlaces.TaskId(place);
}

/// <summary><c>ihub instance comments</c>: what was said.</summary>
internal sealed class InstanceCommentsVerb : ProcessVerb
{
    private readonly Argument<string> _id = new("INSTANCE") { Description = "Id of the instance" };

    public override string Path => "instance comments";

    public override string Description => "List what was said about a case";

    protected override bool NeedsPerson => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_id);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var found = await bench.Node.Services.GetRequiredService<CaseComments>().ListAsync(bench.Actor, ParseId(context.Get(_id)!), cancellationToken);
        if (found.Value is not { } comments)
        {
            return Refuse(context, found.Findings);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(comments.Select(comment => new { comment.Number, comment.Step, comment.By, comment.At, comment.Text }));
            return ExitCode.Ok;
        }

        var table = new TextTable("at", "by", "step", "comment");
        foreach (var comment in comments)
        {
            table.Row(Words.Instant(comment.At), comment.By, comment.Step, comment.Text.ReplaceLineEndings(" "));
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
