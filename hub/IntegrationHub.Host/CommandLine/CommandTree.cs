using System.CommandLine;
using System.CommandLine.Help;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.CommandLine;

/// <summary>Builds the parser's commands from the table of verbs.</summary>
internal static class CommandTree
{
    /// <summary>The root command <c>ihub</c> with every verb under its group.</summary>
    public static Command Build(IReadOnlyList<Verb> verbs, Surroundings surroundings)
    {
        var root = new Command("ihub", "IntegrationHub: signed IEC 62325 documents between a retailer and its market") { new HelpOption() };
        var groups = new Dictionary<string, Command>(StringComparer.Ordinal) { [""] = root };
        foreach (var verb in verbs)
        {
            var words = verb.Path.Split(' ');
            var parent = root;
            for (var i = 0; i < words.Length - 1; i++)
            {
                parent = Group(groups, parent, string.Join(' ', words[..(i + 1)]), words[i], verbs);
            }

            var command = new Command(words[^1], verb.Description);
            Attach(command, verb, surroundings);
            groups[verb.Path] = command;
            parent.Add(command);
            if (verb.IsDefaultOfGroup)
            {
                Attach(parent, verb, surroundings);
            }
        }

        return root;
    }

    private static Command Group(Dictionary<string, Command> groups, Command parent, string path, string word, IReadOnlyList<Verb> verbs)
    {
        if (groups.TryGetValue(path, out var group))
        {
            return group;
        }

        var members = verbs.Where(verb => verb.Path.StartsWith(path + " ", StringComparison.Ordinal)).ToList();
        group = new Command(word, members.Count == 1 ? members[0].Description : DescriptionOf(path, members, path.Length + 1));
        groups[path] = group;
        parent.Add(group);
        return group;
    }

    /// <summary>What a group is about; one that nobody described names its verbs.</summary>
    private static string DescriptionOf(string path, IReadOnlyList<Verb> members, int skip) => path switch
    {
        "exchanges" => "List and show what was exchanged; release or cancel what waits",
        "party" => "The parties: list, show, add, switch on and off",
        "config" => "The configuration: show, check, reference",
        "bench" => "Measure this build beside its rivals and floors",
        "ledger" => "The tamper-evident ledger: verify, sign a checkpoint, show the key",
        "standby" => "A second database server that takes over: rehearse it",
        "simulate" => "Run a trading center or trust services to talk to, with faults on demand",
        "inbox" => "Take files from partners without an interface in",
        "outbox" => "What processes told people; files for partners without an interface",
        "definition" => "Definitions of processes: list, show, deploy",
        "instance" => "Running processes: list, show, start, cancel",
        "task" => "Tasks of people: list, show, claim, release, delegate, complete",
        "incident" => "Steps that wait for an operator: list, retry, skip",
        _ => string.Join(", ", members.Select(member => member.Path[skip..])),
    };

    private static void Attach(Command command, Verb verb, Surroundings surroundings)
    {
        var data = new Option<string?>("--data")
        {
            Description = "Data folder of the hub (default: $IHUB_DATA, else ./data)",
            HelpName = "DIR",
        };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        verb.Define(command);
        if (verb.NeedsData)
        {
            command.Add(data);
        }

        if (verb.OffersJson)
        {
            command.Add(json);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var answer = new Answer(surroundings, verb.OffersJson && parsed.GetValue(json));
            var path = DataFolder.PathFor(verb.NeedsData ? parsed.GetValue(data) : null, surroundings);
            var context = new CommandContext(parsed, surroundings, answer, path);
            return (int)await HubCommandLine.GuardAsync(verb, context, cancellationToken);
        });
    }
}
