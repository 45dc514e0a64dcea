using IntegrationHub.Workflows.Bpmn.Reading;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn;

/// <summary>
/// A definition file as it was written, whatever tool wrote it. Opening it asks only that it is XML and BPMN 2.0; whether it can be executed is what
/// <see cref="Compile"/> says. Immutable.
/// </summary>
public sealed class BpmnFile
{
    private BpmnFile(XmlTree tree) => Tree = tree;

    /// <summary>Everything in the file, diagrams and other tools' extensions included.</summary>
    public XmlTree Tree { get; }

    /// <summary>Opens a file; null with the finding where it is no BPMN 2.0.</summary>
    public static BpmnFile? Open(ReadOnlyMemory<byte> file, out Finding? finding)
    {
        finding = null;
        if (XmlTree.Read(file, out var error) is not { } tree)
        {
            finding = new Finding(BpmnNames.NotReadable, "", "", error!.Line, $"{error.Id}, column {error.Column}: {error.Message}", error.Remedy);
            return null;
        }

        if (!tree.Root.Is(BpmnNames.Model, "definitions"))
        {
            finding = new Finding(BpmnNames.NoDefinitions, "", tree.Root.Name, tree.Root.Line, "The root element is not the definitions of BPMN 2.0.", $"Save the model as BPMN 2.0 XML (namespace {BpmnNames.Model}).");
            return null;
        }

        return new BpmnFile(tree);
    }

    /// <summary>The file again: the same elements, attributes, texts and comments in the same order.</summary>
    public byte[] Write() => XmlTreeWriter.Write(Tree);

    /// <summary>The executable processes in it, or everything that stands in their way.</summary>
    /// <param name="deployed">It was deployed before: start events with a trigger, which were taken once, stand in nobody's way.</param>
    public Compilation Compile(bool deployed = false) => new DefinitionReader(Tree.Root, deployed).Read();
}
