using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using static IntegrationHub.Workflows.Tests.Support.Models;

namespace IntegrationHub.Workflows.Tests.Execution;

/// <summary>A block of a well-formed process: what it is drawn as, and what it must do.</summary>
internal abstract record Block
{
    public sealed record Work : Block;

    public sealed record Sequence(ImmutableArray<Block> Parts) : Block;

    public sealed record Choice(ImmutableArray<Block> Branches, int Taken) : Block;

    public sealed record All(ImmutableArray<Block> Branches) : Block;

    public sealed record Some(ImmutableArray<Block> Branches, ImmutableArray<bool> Taken) : Block;

    public sealed record Inside(Block Body) : Block;

    public sealed record Repeat(Block Body, int Times) : Block;

    public sealed record Each(int Times, bool Sequential) : Block;

    public static Gen<Block> Any(int depth)
    {
        var work = Gen.Constant<Block>(new Work());
        if (depth == 0)
        {
            return work;
        }

        var inner = Any(depth - 1);
        var several = Gen.Choose(2, 3).SelectMany(count => Gen.ArrayOf(inner, count)).Select(blocks => blocks.ToImmutableArray());
        return Gen.Frequency(
            (2, work),
            (3, several.Select(parts => (Block)new Sequence(parts))),
            (2, Gen.Zip(several, Gen.Choose(0, 1)).Select(pair => (Block)new Choice(pair.Item1, pair.Item2))),
            (2, several.Select(branches => (Block)new All(branches))),
            (2, Gen.Zip(several, Gen.Choose(1, 7)).Select(pair => (Block)new Some(pair.Item1, [.. pair.Item1.Select((_, i) => ((pair.Item2 >> i) & 1) == 1)]))),
            (1, inner.Select(body => (Block)new Inside(body))),
            (1, Gen.Zip(inner, Gen.Choose(1, 3)).Select(pair => (Block)new Repeat(pair.Item1, pair.Item2))),
            (1, Gen.Zip(Gen.Choose(0, 3), Gen.Elements(true, false)).Select(pair => (Block)new Each(pair.Item1, pair.Item2))));
    }
}

/// <summary>Draws blocks as a process, and tells by plain recursion which activities must run, and how often.</summary>
internal sealed class StructuredProcess
{
    private readonly StringBuilder _content = new();
    private readonly StringBuilder _variables = new("{\"none\": 0");
    private int _next;

    public StructuredProcess(Block block)
    {
        _content.Append("<startEvent id=\"s\"/><endEvent id=\"e\"/>");
        var (first, last) = Draw(block, 1);
        _content.Append(Flows($"s>{first}", $"{last}>e"));
        _variables.Append('}');
    }

    public string Content => _content.ToString();

    public string Variables => _variables.ToString();

    /// <summary>Services by id, once for each time they must run.</summary>
    public List<string> Expected { get; } = [];

    private (string First, string Last) Draw(Block block, int times)
    {
        switch (block)
        {
            case Block.Work:
                var work = Name("w");
                _content.Append(Service(work));
                Expect(work, times);
                return (work, work);
            case Block.Sequence sequence:
                var drawn = sequence.Parts.Select(part => Draw(part, times)).ToList();
                _content.Append(Flows(drawn.Zip(drawn.Skip(1)).Select(pair => $"{pair.First.Last}>{pair.Second.First}")));
                return (drawn[0].First, drawn[^1].Last);
            case Block.Choice choice:
                return Branches("exclusiveGateway", choice.Branches, i => choice.Taken == i ? times : 0, i => i == choice.Taken);
            case Block.All all:
                return Branches("parallelGateway", all.Branches, _ => times, null);
            case Block.Some some:
                var none = !some.Taken.Contains(true);
                return Branches("inclusiveGateway", some.Branches, i => some.Taken[i] || (none && i == 0) ? times : 0, i => some.Taken[i] || (none && i == 0));
            case Block.Inside inside:
                var sub = Name("sub");
                _content.Append($"<subProcess id=\"{sub}\"><startEvent id=\"{sub}s\"/><endEvent id=\"{sub}e\"/>");
                var body = Draw(inside.Body, times);
                _content.Append(Flows($"{sub}s>{body.First}", $"{body.Last}>{sub}e")).Append("</subProcess>");
                return (sub, sub);
            case Block.Repeat repeat:
                var merge = Name("m");
                var count = Name("r");
                var loop = Draw(repeat.Body, times * repeat.Times);
                _variables.Append($", \"n{count}\": 0");
                _content.Append($"<exclusiveGateway id=\"{merge}\"/><businessRuleTask id=\"{count}\"><extensionElements><hub:rule name=\"n{count}\" value=\"if n{count} = {repeat.Times} then 1 else n{count} + 1\"/></extensionElements></businessRuleTask><exclusiveGateway id=\"x{count}\" default=\"x{count}_d{count}\"/><exclusiveGateway id=\"d{count}\"/>")
                    .Append(Flows($"{merge}>{loop.First}", $"{loop.Last}>{count}", $"{count}>x{count}", $"x{count}>{merge}:n{count} < {repeat.Times}", $"x{count}>d{count}"));
                return (merge, $"d{count}");
            case Block.Each each:
                var many = Name("i");
                _content.Append($"<serviceTask id=\"{many}\"><extensionElements><hub:service name=\"x\"/></extensionElements><multiInstanceLoopCharacteristics isSequential=\"{(each.Sequential ? "true" : "false")}\"><loopCardinality>{each.Times}</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>");
                Expect(many, times * each.Times);
                return (many, many);
            default:
                throw new ArgumentException(block.GetType().Name, nameof(block));
        }
    }

    private (string First, string Last) Branches(string kind, ImmutableArray<Block> branches, Func<int, int> times, Func<int, bool>? holds)
    {
        var split = Name("g");
        var join = Name("j");
        _content.Append($"<{kind} id=\"{split}\"/><{kind} id=\"{join}\"/>");
        for (var i = 0; i < branches.Length; i++)
        {
            var (first, last) = Draw(branches[i], times(i));
            _content.Append(Flows(holds is null ? $"{split}>{first}" : $"{split}>{first}:{(holds(i) ? "none = 0" : "none = 1")}", $"{last}>{join}"));
        }

        return (split, join);
    }

    private void Expect(string work, int times) => Expected.AddRange(Enumerable.Repeat(work, times));

    private string Name(string kind) => $"{kind}{_next++}";
}
